"""Dates as a layout spells them, written anew as YYYY-MM-DD, so that whoever reads them reads one spelling."""

import re
from collections.abc import Iterable

from linkage.engine.dialect import Dialect

PARTS = ("YYYY", "MM", "DD")


def shape(spelling: str) -> str:
    """A regular expression for a date so spelt: digits where `spelling` has letters, else what it has."""
    return "^" + "".join("[0-9]" if letter in "YMD" else re.escape(letter) for letter in spelling) + "$"


def iso_text_sql(dialect: Dialect, raw: str, spellings: Iterable[str]) -> str:
    """
    `raw` with its parts in the order of YYYY-MM-DD where it has one of the `spellings`, else as it is.

    Digits only change their places: whether there is such a day is for the reader of the date.
    """
    cases = "".join(
        f" when {dialect.matches(raw, shape(spelling))} then {_in_order(raw, spelling)}"
        for spelling in spellings
    )
    return f"case{cases} else {raw} end" if cases else raw


def is_spelling(text: str) -> bool:
    """Whether a text says where year, month and day stand, each once, with nothing but marks between."""
    marks = re.sub("YYYY|MM|DD", "", text)
    return all(text.count(part) == 1 for part in PARTS) and re.fullmatch("[/. -]*", marks) is not None


def _in_order(raw: str, spelling: str) -> str:
    parts = (f"substr({raw}, {spelling.index(part) + 1}, {len(part)})" for part in PARTS)
    listed = ", '-', ".join(parts)
    return f"concat({listed})"
