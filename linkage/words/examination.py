"""What a lookup of imaging codes says of a code, by the names of the columns."""

LABELS = ("modality", "sub_modality", "body_region", "body_system")
"""Texts of the user's own."""
