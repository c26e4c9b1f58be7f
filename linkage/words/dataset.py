"""The data sets of a job that several rooms speak of."""

HOSPITAL = ("apc", "op", "ae", "ecds")
"""Data sets of hospital records: their identifiers make the person index."""
