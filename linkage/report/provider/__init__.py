"""What one provider is told of its own imaging events: a page and a letter, with no number of anybody else."""
