"""What the month itself shows of the model: drift, and m adapted to it."""
