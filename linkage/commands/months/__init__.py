"""Published months in a run: what was asked of them, what a delivery changes, and their making again."""
