"""People made of hospital records that bear no person key, by the passes of a rules file."""
