"""The levels at which fields agree, of values and of pairs."""
