"""People on the opt-out list are struck from the months that a run carries over: found, taken out, counted again."""
