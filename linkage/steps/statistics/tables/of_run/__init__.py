"""Statistics that have no query: the account of a run lists their rows."""
