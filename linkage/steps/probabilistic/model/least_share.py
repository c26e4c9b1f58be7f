"""The share of wrong numbers where none was seen: not none, since it is divided by and its logarithm is taken."""

LEAST_SHARE = 1e-6
