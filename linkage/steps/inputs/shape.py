"""Whether values look like what their column should hold: swapped columns are found before anything is read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

from linkage.errors import InputError
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.likeness.date_shapes import spelt
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import split_line
from linkage.words.key_text import is_shortened

FEWEST_VALUES = 5
"""Too few values prove nothing: a handful of bad ones is for the rows' own checks."""

LEAST_SHARE = 0.2
"""And too few rows: what a fifth of them does not show is dirt in an optional field, not a column out of place."""

LOOKED_AT = 1_000
"""And so many prove enough, taken evenly from the head of a file: every run looks at every file, read before or not."""


def first_values(
    file: InputFile, head: Head, columns: Columns, layout: JobLayout
) -> tuple[dict[str, list[str]], int]:
    """
    Rows from the head of a text file: values that are not blank, by our name of a column with a shape; how many rows.

    All rows of a head of up to LOOKED_AT, of a longer one as many, evenly apart.
    """
    lines = [line for n, line in head.rows() if n > columns.header_line]
    split = (split_line(line, file.source.delimiter) for line in lines[:: ceil(len(lines) / LOOKED_AT) or 1])
    rows = [fields for fields in split if fields is not None and len(fields) == columns.fields]
    values = {
        name: [fields[place - 1] for fields in rows if fields[place - 1]]
        for name, place in columns.places.items()
        if name in layout.shapes
    }
    return values, len(rows)


def refuse_misplaced(file: InputFile, head: Head, columns: Columns, layout: JobLayout) -> None:
    """See refuse_values; the values are those of a text file's first lines."""
    refuse_values(file, *first_values(file, head, columns, layout), columns, layout)


def refuse_values(
    file: InputFile, values: Mapping[str, Sequence[str]], rows: int, columns: Columns, layout: JobLayout
) -> None:
    """
    InputError when fewer than half of a column's non-blank values in the head have the shape of that column.

    `values` are the non-blank ones of each column, by our name, of so many rows. A column that hardly any row fills in
    proves nothing, whatever stands in it. It names the columns and counts values; it never shows one.
    """
    wrong, some_shortened = [], False
    for name, shape in layout.shapes.items():
        place, found = columns.places.get(name), values.get(name, ())
        fitting = sum(times for value, times in Counter(found).items() if shape.fits(value))
        misfits = len(found) - fitting
        if len(found) >= FEWEST_VALUES and misfits > fitting and misfits >= LEAST_SHARE * rows:
            shortened = looks_shortened(found)
            some_shortened |= bool(shortened)
            looks = f", most look like {alike}" if (alike := shortened or spelt(found)) else ""
            said = f"{fitting:,} of {len(found):,} values are {shape.means}{looks}"
            wrong.append(f"column {place} ({layout.columns[name]}): {said}")
    if wrong:
        advice = (
            "Ask for the file again, its identifiers exported as text"
            if some_shortened
            else f"Are columns swapped? Check the order of the fields and [{file.source.key}] paths"
        )
        raise InputError(f"{file.name}: {'; '.join(wrong)}. {advice}")


def looks_shortened(values: Sequence[str]) -> str:
    """What to call values most of which a spreadsheet has shortened; empty for any others."""
    shortened = sum(is_shortened(value) for value in values)
    return "a number as a spreadsheet shortens it (9.99E+09)" if 2 * shortened > len(values) else ""
