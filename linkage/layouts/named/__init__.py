"""How columns are named: the names of headers, and files that are known by theirs and never read."""
