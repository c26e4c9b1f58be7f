"""What makes a published month what it is: its context, its rows, its people; and what a delivery does to it."""
