"""What a column holds, by our name for it, whatever layout it is in: days and times of day are named so."""

DAYS = ("valid_from", "valid_to")
"""Days whose names do not end in _date."""


def is_date(ours: str) -> bool:
    """Whether a column holds days."""
    return ours.endswith("_date") or ours in DAYS


def is_time(ours: str) -> bool:
    """Whether it holds times of day."""
    return ours.endswith("_time")
