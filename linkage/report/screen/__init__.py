"""What the first screen rests on: one family of comparisons a month, who is worse off and why, what is known."""
