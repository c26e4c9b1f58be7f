"""Rank P held against the truth, pooled over worlds."""
