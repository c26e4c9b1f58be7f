"""Columns of Parquet: what their types say, and each as the text that the same values have in a text file."""
