"""The model file: its numbers, its reading, and what it is good for."""
