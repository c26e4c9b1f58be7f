"""One row of a nested file, and the reasons for which a record cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_ACTIVITY = "no_activity"
"""A record of XML without the element of which every row is made."""
REPEATED = "item_repeated"
"""An item stands twice in a record, with two values: nobody can tell which holds."""
UNREADABLE = "record_unreadable"
"""What stands where a record should is none."""
UNREAD = (NO_ACTIVITY, REPEATED, UNREADABLE)
LONGEST_KEPT = 1 << 16
"""Characters of a broken record that the quarantine keeps."""
ACTIVITIES = 10_000
"""The number of a row of a record with several is that of the record times this, and its place among them, from 1."""


@dataclass(frozen=True)
class Row:
    """What is given of one row."""

    number: int
    values: Mapping[str, str] = field(default_factory=dict)
    """By our name; what a record lacks is not there."""
    unread: str | None = None
    """Why it cannot be used."""
    text: str | None = None
    """Of one that cannot be used: the record as it came."""


def put(values: dict[str, str], ours: str, value: str | None) -> bool:
    """Add a value; False when another stands there already."""
    if value is None or not (text := value.strip(" \t\r\n\0")):
        return True
    return values.setdefault(ours, text) == text


def is_text(value: str) -> bool:
    """Whether a value is characters: JSON can write half of one (a lone surrogate), which no file or table can hold."""
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
