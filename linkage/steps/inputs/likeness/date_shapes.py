"""How dates are spelt, told as shapes such as dd/mm/yyyy: what stands in a column, and never one of its values."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

TIME = r"[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
OFFSET = "(Z|[+-][0-9]{2}:?[0-9]{2})"

SHAPES: dict[str, str] = {
    "yyyy-mm-dd": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "yyyy-mm-dd with a time": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{TIME}$",
    "yyyy-mm-dd with a time and its offset": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{TIME}{OFFSET}$",
    "yyyy/mm/dd": "^[0-9]{4}/[0-9]{2}/[0-9]{2}$",
    "../../yyyy": "^[0-9]{2}/[0-9]{2}/[0-9]{4}$",
    "../../yyyy with a time": f"^[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}}{TIME}$",
    "dd-mm-yyyy": "^[0-9]{2}[-.][0-9]{2}[-.][0-9]{4}$",
    "d/m/yyyy": "^([0-9]/[0-9]{1,2}|[0-9]{2}/[0-9])/[0-9]{4}$",
    "dd/mm/yy": "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}$",
    "dd-mon-yyyy": "^[0-9]{1,2}[- ][A-Za-z]{3}[- ][0-9]{4}$",
    "dd-mon-yy": "^[0-9]{1,2}[- ][A-Za-z]{3}[- ][0-9]{2}$",
    "eight digits": "^[0-9]{8}$",
    "a number of days, as a spreadsheet counts": "^[0-9]{5}([.]0)?$",
}
"""Every shape that a date may have -> a regular expression; no text has two."""
OTHER = "no date that is known"
MONTHS = 12

PARTS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "../../yyyy": ((1, 2), (4, 2)),
    "../../yyyy with a time": ((1, 2), (4, 2)),
    "eight digits": ((1, 2), (5, 2)),
}
"""Shapes that do not say what their parts are -> where two stand (from 1, so many digits) whose largest values do."""


def spelt(values: Sequence[str]) -> str:
    """How most of the values are spelt, as a shape; empty when most are no date that is known."""
    found = Counter(
        shape for value in values for shape in SHAPES if re.search(SHAPES[shape], value, re.ASCII)
    )
    shape, count = found.most_common(1)[0] if found else ("", 0)
    if 2 * count <= len(values):
        return ""
    of_it = [value for value in values if re.search(SHAPES[shape], value, re.ASCII)]
    parts = PARTS.get(shape, ())
    return named(
        shape, {(at, size): max(int(value[at - 1 : at - 1 + size]) for value in of_it) for at, size in parts}
    )


def is_date_text(value: str) -> bool:
    """Whether a value has any of the shapes."""
    return any(re.search(pattern, value, re.ASCII) for pattern in SHAPES.values())


def named(shape: str, largest: Mapping[tuple[int, int], int]) -> str:
    """
    A shape by what its parts can only be, given the largest value of each among all dates of the shape.

    >>> named("../../yyyy", {(1, 2): 31, (4, 2): 12}), named("../../yyyy", {(1, 2): 12, (4, 2): 31})
    ('dd/mm/yyyy', 'mm/dd/yyyy')
    >>> named("../../yyyy", {(1, 2): 12, (4, 2): 9})
    'dd/mm/yyyy or mm/dd/yyyy'
    >>> named("eight digits", {(1, 2): 20, (5, 2): 12}), named("eight digits", {(1, 2): 31, (5, 2): 20})
    ('yyyymmdd', 'ddmmyyyy')
    """
    if shape not in PARTS:
        return shape
    first, second = (largest.get(part, 0) for part in PARTS[shape])
    if shape == "eight digits":
        return "yyyymmdd" if second <= MONTHS else "ddmmyyyy"
    if first > MONTHS and second > MONTHS:
        return shape.replace("../..", "dd/mm and mm/dd, mixed,")
    if first > MONTHS:
        return shape.replace("../..", "dd/mm")
    return shape.replace("../..", "mm/dd" if second > MONTHS else "dd/mm/yyyy or mm/dd")
