"""Trials for decisions that were taken, kept so that they can be taken again; no yardstick needs them."""
