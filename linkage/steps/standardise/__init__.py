"""From text as it came to clean values that can be compared, each with what became of it."""
