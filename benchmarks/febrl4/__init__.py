"""Third-party truth: the Febrl 4 files in our layouts, one half to tune and one to score."""
