"""`linkage check`: what can be known of a job before a row of its files is read."""
