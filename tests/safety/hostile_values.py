"""Values that somebody, some day, has typed into a field: every one of them must leave the month standing."""

from collections.abc import Sequence
from datetime import date
from random import Random

from linkage.words.free_text import problem

SYMBOLS = (
    "*",
    "?",
    "...",
    "-",
    "!@#$%^",
    "—",
    "·",
    "\\",
    "/",
    "..",
    "../../etc/passwd",
    "%s",
    "{0}",
    "{{7*7}}",
)
QUOTES = ("'", "''", "'; drop table links; --", '"', '""', '"open', "`", "$$note 1$$", "[a](http://x)", "](x")
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "'=1", "''=1", "=", "＝1")  # noqa: RUF001 - meant
MARKUP = ("<script>alert(1)</script>", "&amp;", "<!--", "]]>", "</td></tr>", "\\u0041", "&#0;")
NUMBERS = (
    "inf", "-Infinity", "nan", "1e400", "-1e400", "1.00037E+14", "1" + "0" * 30, "1" + "0" * 5000, "0x1F", "-1",
    "-0", "1.5", "1,5",
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669", "\uff19\uff19\uff19",
    "²", "½", "Ⅷ", "9" * 19, "9223372036854775808",
)  # fmt: skip
DATES = (
    "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2019-02-30", "00000000",
    "99999999", "31129999", "2019-11-31", "1582-10-10", "31/12/9999", "29/02/1900",
    "\u0662\u0660\u0661\u0669-\u0661\u0661-\u0660\u0661", "2019-11-01T00:00",
)  # fmt: skip
LETTERS = (
    "ß",
    "ŉ",
    "İ",
    "ﬃ",
    "Ω",
    "Ж",
    "中文",
    "é",
    "e\u0301",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤",
    "עברית",
    "عربي",
    "ﷺ",
    "\U0001f3e5",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
)
CONTROLS = (
    "\x00", "A\x00B", "\x01", "\x07bell", "\x1b[31mred", "\x7f", "\x85", "\x9b2J", "\t", "A\tB", "A\x0bB", "A\x0cB",
    "A\x1fB", "\r", "A\rB", "A\nB", "\u200b", "A\u200bB", "\u202eevil", "\u2066x\u2069", "\u2028", "\u2029", "\ufeff",
    "\u00a0", "\u3000", "\ue000", "\ufffe", "\U0010ffff", "\u00ad", "\U000e0041",
)  # fmt: skip
WORDS = (
    "NULL",
    "null",
    "None",
    "nan",
    "true",
    "unknown",
    "Unknown",
    "all",
    "[c]",
    "[z]",
    "[low]",
    "CON",
    "national",
    "0",
)
LONG = ("A" * 33_000, "\U0001f3e5" * 9_000, "x " * 300, "=" * 300, "*" * 300, "Ж" * 300)
FEW = 3
"""Fields of a row that is spoiled less often: a file most of whose dates are none is rightly refused."""

BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"A\xe9B", b"\xc0\xaf", b"\xf4\x90\x80\x80")
"""Bytes that are no UTF-8: a surrogate, Latin-1, an overlong slash, a point beyond the last."""

VALUES: tuple[str, ...] = (
    *SYMBOLS, *QUOTES, *FORMULAS, *MARKUP, *NUMBERS, *DATES, *LETTERS, *CONTROLS, *WORDS, *LONG,
)  # fmt: skip


def nhs_numbers(count: int) -> list[str]:
    """The first so many of them."""
    found: list[str] = []
    body = 999_000_000
    while len(found) < count:
        total = sum((10 - n) * int(digit) for n, digit in enumerate(str(body)))
        check = (11 - total % 11) % 11
        if check != 10:
            found.append(f"{body}{check}")
        body += 1
    return found


def field(value: str, delimiter: str) -> bytes:
    """A value as a text file has it: quoted where it must be, and sometimes where it need not."""
    if any(mark in value for mark in (delimiter, '"', "\n", "\r")):
        value = '"' + value.replace('"', '""') + '"'
    return value.encode("utf-8", "surrogatepass")


SHOWN = tuple(
    value for value in VALUES if problem(value, near=(date(2026, 11, 1),), is_supplied=True) is None
)
"""Those that may stand on a page: a name or a label that may be an NHS number or a birth date is rightly refused."""


def spoiled(
    chance: Random,
    row: list[str],
    delimiter: str,
    *,
    keep: frozenset[int] = frozenset(),
    values: Sequence[str] = VALUES,
) -> bytes:
    """A good row as a line, often with one field or several replaced by something hostile; `keep` are left alone."""
    cells = [field(value, delimiter) for value in row]
    places = [place for place in range(len(row)) if place not in keep]
    how_many = chance.choice((0, 1, 1, 1, 2, 3) if len(row) > FEW else (0, 0, 1))
    for place in chance.sample(places, min(how_many, len(places))):
        if chance.random() < 0.02:
            cells[place] = chance.choice(BYTES)
        else:
            cells[place] = field(chance.choice(values), delimiter)
    return delimiter.encode().join(cells)
