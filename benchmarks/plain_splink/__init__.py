"""The engine against Splink as its documentation shows it."""
