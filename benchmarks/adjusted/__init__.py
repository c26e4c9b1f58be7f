"""Rates and comparisons adjusted for linkage error, held against known truth in many small worlds."""
