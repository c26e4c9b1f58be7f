"""Rank P against plain Splink at the same work: same tables, levels, parameters and blocks."""
