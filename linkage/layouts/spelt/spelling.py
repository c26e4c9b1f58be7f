"""How a layout says its dates are spelt: where year, month and day stand."""

import re

PARTS = ("YYYY", "MM", "DD")


def shape(spelling: str) -> str:
    """A regular expression for a date so spelt: digits where `spelling` has letters, else what it has."""
    return "^" + "".join("[0-9]" if letter in "YMD" else re.escape(letter) for letter in spelling) + "$"


def is_spelling(text: str) -> bool:
    """Whether a text says where year, month and day stand, each once, with nothing but marks between."""
    marks = re.sub("YYYY|MM|DD", "", text)
    return all(text.count(part) == 1 for part in PARTS) and re.fullmatch("[/. -]*", marks) is not None
