"""The rows of a text file where a line alone does not make one: quoted line breaks, fields that no column names."""
