"""`linkage plan`: what a run would read, make and need."""
