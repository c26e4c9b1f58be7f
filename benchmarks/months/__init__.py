"""What a second month costs beside a first: CPU of the run, and disk of twelve releases."""
