"""What an event's link may be."""

STATUSES = ("linked", "review", "unlinked")
"""In the order in which they are counted."""
