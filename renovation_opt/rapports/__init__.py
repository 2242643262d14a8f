"""The reports: ``tables`` makes every figure once; CSV, XLSX, HTML and the summary only draw them."""
