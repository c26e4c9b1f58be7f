"""The short lists a user supplies: postcodes to ignore, NHS numbers opted out, names of providers."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from linkage.errors import InputError
from linkage.files.plain_file import plain_text
from linkage.layouts import ods_organisations
from linkage.layouts.spelt.shape import ORGANISATION
from linkage.words.free_text import problem

NUMBER_DIGITS = 10
"""Digits of an NHS number."""


def ignored_postcodes(files: Iterable[Path]) -> tuple[str, ...]:
    """
    Comparing keys of the postcodes in CSV files with a column `postcode`.

    Raises InputError when a file has no such column or is not text.
    """
    keys: set[str] = set()
    for file in files:
        rows = _rows(file, _text(file))
        header = [name.strip().lower() for name in next(rows, (0, []))[1]]
        if "postcode" not in header:
            raise InputError(f"{file}, line 1: there is no column `postcode`; name one column so")
        place = header.index("postcode")
        keys |= {postcode_key(row[place]) for _, row in rows if len(row) > place and row[place].strip()}
    return tuple(sorted(keys))


def provider_names(files: Iterable[Path], near: Sequence[date] = ()) -> dict[str, str]:
    """
    Name by organisation code, of CSV files with the columns `code` and `name`; a later file replaces.

    Files of the Organisation Data Service, of 27 fields without a header, begin with these two. A name is for the eye
    alone: bytes that are no text are shown as such, and end no run. Raises InputError when a file has no such columns,
    its quotes do not end, or it has a name that may not be shown in a report of the days `near`.
    """
    names: dict[str, str] = {}
    for file in files:
        code, name, rows = _named_rows(file)
        for line, row in rows:
            if len(row) > max(code, name) and row[name].strip():
                key, called = row[code].strip().upper(), " ".join(row[name].split())
                wrong = [problem(text, near=near, is_supplied=True) for text in (key, called)]
                if any(wrong):
                    raise InputError(f"{file}, line {line}: the name {wrong[0] or wrong[1]}")
                names[key] = called
    return names


def _named_rows(file: Path) -> tuple[int, int, Iterator[tuple[int, list[str]]]]:
    """Where code and name stand in a file, and its rows."""
    rows = _rows(file, _text(file, errors="replace"))
    first = next(rows, (0, []))
    header = [name.strip().lower() for name in first[1]]
    if {"code", "name"} <= set(header):
        return header.index("code"), header.index("name"), rows
    if len(header) == len(ods_organisations.LAYOUT.order) and ORGANISATION.fits(header[0]):
        return 0, 1, chain([first], rows)
    raise InputError(f"{file}, line 1: there are no columns `code` and `name`; name two columns so")


def postcode_key(postcode: str) -> str:
    """Upper case, no spaces, every 0 read as O: as postcodes are compared."""
    return "".join(postcode.split()).upper().replace("0", "O")


def opted_out_numbers(files: Iterable[Path]) -> tuple[str, ...]:
    """
    NHS numbers, one a line; spaces and hyphens go, blank lines and a heading on line 1 are passed over.

    Raises InputError for any other line that is not ten digits: an opt-out must never be lost silently. A heading has
    no digit and no character that cannot be shown, as the first bytes of a workbook or an archive do.
    """
    numbers: set[str] = set()
    for file in files:
        for place, line in enumerate(_text(file).splitlines(), start=1):
            cleaned = "".join(line.split()).strip('"').replace("-", "")
            if len(cleaned) == NUMBER_DIGITS and cleaned.isascii() and cleaned.isdigit():
                numbers.add(cleaned)
            elif cleaned and not (place == 1 and is_heading(cleaned)):
                raise InputError(
                    f"{file}, line {place}: not an NHS number of ten digits; "
                    "correct the line, or the person who opted out would be kept"
                )
    return tuple(sorted(numbers))


def is_heading(line: str) -> bool:
    """Whether the first line of a list may be a heading."""
    return line.isprintable() and not any(letter.isdigit() for letter in line)


def _rows(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it ends."""
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error:
        raise InputError(
            f"{file}, near line {rows.line_num}: a field is too long, or its quotes do not end; mend it"
        ) from None


def _text(file: Path, errors: str = "strict") -> str:
    try:
        return plain_text(file, errors=errors)
    except OSError as fault:
        raise InputError(
            f"{file} cannot be read ({fault.strerror or type(fault).__name__}); correct its path in the job"
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8 text; save it as UTF-8") from None
