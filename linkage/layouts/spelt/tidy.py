"""
A value without what a program or a keyboard put around and between its characters, none of which is meant.

No-break and other spaces of Unicode, characters that are not seen, full-width digits and letters, dashes that are no
hyphen, and the apostrophe by which a spreadsheet marks text ('0123).
"""

import re
import unicodedata

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal

FULL_WIDTH = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
"""Every character of ASCII from ! to ~ has a full-width one beside it."""
AS_ASCII = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
QUOTES = "\u2018\u2019\u00b4`"
READ_AS = (FULL_WIDTH + DASHES + QUOTES, AS_ASCII + "-" * len(DASHES) + "'" * len(QUOTES))
"""Characters, and the one of ASCII that each is read as."""

UNSEEN = r"\p{Cc}\p{Cf}\p{Zl}\p{Zp}"
SPACES = r"\p{Zs}"
UNTIDY = r"[^ -~]|^[ \x27]|[ \x27]$"
"""Anything but ASCII that is seen, or an edge that is no part of a value."""


def tidied_sql(dialect: Dialect, raw: str, *, unseen_too: bool = True) -> str:
    """`raw` as said above; null where nothing is left. Unseen characters stay unless `unseen_too`."""
    spaced = dialect.replaced(raw, SPACES, " ")
    seen = dialect.without(spaced, f"[{UNSEEN}]") if unseen_too else spaced
    read = f"translate({seen}, {literal(READ_AS[0])}, {literal(READ_AS[1])})"
    return f"nullif(trim(both {literal(chr(32) + chr(39))} from {read}), '')"


def tidied(text: str) -> str:
    """The twin of tidied_sql in Python; empty where nothing is left."""
    if re.search(UNTIDY, text) is None:
        return text
    spaced = "".join(" " if is_space(letter) else letter for letter in text)
    seen = "".join(letter for letter in spaced if not is_unseen(letter))
    return seen.translate(str.maketrans(*READ_AS)).strip(" '")


def is_space(letter: str) -> bool:
    """Whether a character is a space, of whatever width."""
    return unicodedata.category(letter) == "Zs"


def is_unseen(letter: str) -> bool:
    """Whether a character is a control or a format character, or the end of a line or paragraph."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")
