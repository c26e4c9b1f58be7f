"""What the values of a file say: spellings settled from all of them, written in one way, and what is lost told."""
