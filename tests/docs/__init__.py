"""What ships beside the code says what the code does."""
