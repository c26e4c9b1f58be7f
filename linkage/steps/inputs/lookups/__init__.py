"""Lookups as they are published: which layout a file has, and what it gives."""
