"""What linkage error does to a rate: answers adjusted for false and missed links, and what to write of them."""
