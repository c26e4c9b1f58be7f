"""Two releases of one output folder held against each other: what changed of each month, and why."""
