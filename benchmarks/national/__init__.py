"""A country's month: its world made in pieces, and what the job costs at a hundredth to all of it."""
