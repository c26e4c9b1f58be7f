"""`linkage evaluate`: links held against known truth."""
