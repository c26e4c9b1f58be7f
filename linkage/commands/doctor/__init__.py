"""`linkage doctor`: what a machine, a job and its output folder lack."""
