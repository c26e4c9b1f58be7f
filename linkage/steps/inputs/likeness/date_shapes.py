"""
How dates are spelt, told as shapes such as dd/mm/yyyy: what stands in a column, and never one of its values.

The kinds are those by which a run reads dates (layouts/spelt/date_spelling): what has a name here a run reads, but for
years of two digits and for what is no date.
"""

import re
from collections import Counter
from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.layouts.spelt import date_spelling as spelling
from linkage.layouts.spelt.tidy import tidied
from linkage.steps.inputs.values.identifier import shape_of, shape_sql

OTHER = "no date that is known"
COUNTED = "a number of days, as a spreadsheet counts"
KINDS = (*spelling.PATTERNS, spelling.SERIAL, spelling.SMALL, spelling.OTHER)
NAMES = {
    spelling.DIGITS: "yyyymmdd", spelling.DIGITS_EITHER: "eight digits that are no date", spelling.SERIAL: COUNTED,
    spelling.SMALL: COUNTED, spelling.OTHER: OTHER,
}  # fmt: skip
"""Kinds that are written in one way alone."""
TIMED, ZONED, OFFSET = " with a time", " with a time and its offset", " with an offset"
ISO, ISO_FORM = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "9999-99-99"
ZONE_ALONE, ZONE_AT_END = f"^[0-9/.-]+{spelling.ZONE}$", f"[0-9] ?{spelling.ZONE}$"


def form_sql(dialect: Dialect, text: str, body: str) -> str:
    """What a tidy `text` in upper case looks like, its time of day cut off to a word for it; see `body_sql`."""
    shape = f"rtrim({shape_sql(dialect, body)})"
    return f"""case
                when {text} = {body} and {dialect.matches(body, ISO)} then {literal(ISO_FORM)}
                when {text} = {body} or {dialect.matches(text, spelling.DECIMAL)} then {shape}
                when {dialect.matches(text, ZONE_ALONE)} and not {dialect.matches(text, spelling.COMPACT)}
                    then concat({shape}, '{OFFSET}')
                when {dialect.matches(text, ZONE_AT_END)} then concat({shape}, '{ZONED}')
                else concat({shape}, '{TIMED}')
            end"""


def form_of(text: str, body: str) -> str:
    """The twin of form_sql in Python."""
    if text == body or re.search(spelling.DECIMAL, text):
        return shape_of(body)
    if re.search(ZONE_ALONE, text) and not re.search(spelling.COMPACT, text):
        return shape_of(body) + OFFSET
    return shape_of(body) + (ZONED if re.search(ZONE_AT_END, text) else TIMED)


def kind_of(value: str, first_serial: int = spelling.SMALL_BELOW) -> tuple[str, str]:
    """The kind of a value, and its form, as a run has them; numbers from `first_serial` on may be days."""
    text = tidied(value).upper()
    body = body_of(text)
    form = form_of(text, body)
    for kind, pattern in spelling.PATTERNS.items():
        if re.search(pattern, body, re.ASCII):
            return kind, form
    if re.search(spelling.BARE_NUMBER, body, re.ASCII):
        whole = int(float(body))
        if first_serial <= whole <= spelling.LAST_SERIAL and whole != spelling.NO_DAY:
            return (spelling.SMALL if whole < spelling.SMALL_BELOW else spelling.SERIAL), form
    return spelling.OTHER, form


def body_of(text: str) -> str:
    """The twin of date_spelling.body_sql in Python."""
    if re.search(spelling.COMPACT, text, re.ASCII):
        return text[:8]
    if re.search(spelling.DECIMAL, text, re.ASCII):
        return text.partition(".")[0]
    return re.sub(spelling.TIME, "", text, flags=re.ASCII)


def spelt(values: Sequence[str]) -> str:
    """How most of the values are spelt, as a shape; empty when most are no date that is known."""
    found = [(*kind_of(value), value) for value in values]
    dates = [one for one in found if one[0] not in (spelling.OTHER, spelling.DIGITS_EITHER)]
    ways = Counter((kind, named(kind, form, 0, 0)) for kind, form, _ in dates)
    way, count = ways.most_common(1)[0] if ways else (("", ""), 0)
    if 2 * count <= len(values):
        return ""
    of_it = [(form, value) for kind, form, value in dates if (kind, named(kind, form, 0, 0)) == way]
    days = [_day_and_month(way[0], value) for _, value in of_it] if way[0] in TURNED else []
    first, second = (sum(numbers[at] > spelling.MOST_MONTHS for numbers in days) for at in (0, 1))
    return named(way[0], of_it[0][0], first, second)


def _day_and_month(kind: str, value: str) -> tuple[int, int]:
    """The first two numbers of a date whose year is last."""
    body = body_of(tidied(value).upper())
    if kind == spelling.DIGITS_LAST:
        return int(body[:2]), int(body[2:4])
    one, two, _ = re.findall("[0-9]+", body)
    return int(one), int(two)


TURNED = (spelling.YEAR_LAST, spelling.DIGITS_LAST)
"""Kinds whose first two numbers are a day and a month, in an order that they do not say."""


def is_date_text(value: str) -> bool:
    """Whether a value is of any kind of date."""
    return kind_of(value)[0] not in (spelling.OTHER, spelling.DIGITS_EITHER)


def named(kind: str, form: str, day_first: int, month_first: int) -> str:
    """
    A form of a kind as people write it; rows that only a day, and only a month, can begin tell the order of the two.

    >>> named("year_last", "99/99/9999", 3, 0), named("year_last", "99.99.9999", 0, 3)
    ('dd/mm/yyyy', 'mm.dd.yyyy')
    >>> named("year_last", "99/99/9999 with a time", 0, 0)
    'dd/mm/yyyy or mm/dd/yyyy with a time'
    >>> named("named", "9-AAA-9999", 0, 0), named("year_first", "9999/99/99", 0, 0)
    ('dd-Mon-yyyy', 'yyyy/mm/dd')
    """
    shape = form.partition(" with ")[0]
    timed = form[len(shape) :]
    if kind in NAMES:
        return NAMES[kind] if kind == spelling.OTHER else NAMES[kind] + timed
    if kind in TURNED:
        ways = [("dd", "mm", "yyyy"), ("mm", "dd", "yyyy")]
        days = [_lettered(shape, way) if kind == spelling.YEAR_LAST else "".join(way) for way in ways]
        if day_first and month_first:
            return f"{' and '.join(days)}, mixed{timed}"
        return (days[0] if day_first else days[1] if month_first else " or ".join(days)) + timed
    if kind == spelling.YEAR_FIRST:
        return _lettered(shape, ("yyyy", "mm", "dd")) + timed
    if kind == spelling.SHORT:
        parts = ("dd", "yy") if "A" in shape else ("dd", "mm", "yy")
        return f"{_lettered(shape, parts)}{timed} (its century is not known)"
    return _lettered(shape, ("yyyy", "dd") if shape.startswith("9999") else ("dd", "yyyy")) + timed


def _lettered(shape: str, numbers: Sequence[str]) -> str:
    """A shape with `numbers` in the place of its digits, one after the other, and Mon in that of a month's name."""
    left = iter(numbers)
    digits = re.sub("9+", lambda _: next(left, "9"), shape)
    return re.sub("A{3,}", "Mon", digits).replace("AA", "th")
