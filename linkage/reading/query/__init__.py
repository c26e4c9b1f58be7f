"""A query of the user's own: one that only reads, and what it may name."""
