"""The tidy table that every report is made from."""
