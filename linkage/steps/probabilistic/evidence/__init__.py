"""Further evidence of rank P, each a switch of its own in the job file, off by default."""
