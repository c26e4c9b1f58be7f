"""Words and formulas that several steps use: what they stand on, so that no step imports another."""
