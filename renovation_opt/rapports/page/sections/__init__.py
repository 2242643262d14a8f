"""The sections of the page, one module each; the order is that of ``page``."""
