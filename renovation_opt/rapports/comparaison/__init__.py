"""Programmes compared to the first of them: figures, words, and every file that draws them."""
