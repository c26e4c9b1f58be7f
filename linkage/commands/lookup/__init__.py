"""`linkage lookup`: what a run would use of a lookup, before a job names it."""
