"""`linkage inspect`: what files look like, without a job, and what a job would say to read them; never a value."""
