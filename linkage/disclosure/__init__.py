"""Disclosure control: which numbers may be shown outside, and which would tell of a person. Applied once, last."""
