"""Rank P with one thing changed at a time."""
