"""One file for each layout: rows of it, and what becomes of them."""
