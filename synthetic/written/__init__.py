"""How files are written: as delimited text, and imaging files in other layouts."""
