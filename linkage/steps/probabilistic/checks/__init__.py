"""How well it goes, without labels: the hold-out and the checks beside it."""
