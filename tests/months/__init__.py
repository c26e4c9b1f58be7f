"""What makes a published month what it is, and what a delivery does to it."""
