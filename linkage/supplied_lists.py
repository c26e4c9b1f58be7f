"""The short lists a user supplies: postcodes to ignore, NHS numbers opted out, names of providers."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from linkage.errors import InputError

NUMBER_DIGITS = 10
"""Digits of an NHS number."""


def ignored_postcodes(files: Iterable[Path]) -> tuple[str, ...]:
    """
    Comparing keys of the postcodes in CSV files with a column `postcode`.

    Raises InputError when a file has no such column or is not text.
    """
    keys: set[str] = set()
    for file in files:
        rows = csv.reader(_text(file).splitlines())
        header = [name.strip().lower() for name in next(rows, [])]
        if "postcode" not in header:
            raise InputError(f"{file.name}, line 1: there is no column `postcode`; name one column so")
        place = header.index("postcode")
        keys |= {postcode_key(row[place]) for row in rows if len(row) > place and row[place].strip()}
    return tuple(sorted(keys))


def provider_names(files: Iterable[Path]) -> dict[str, str]:
    """
    Name by organisation code, of CSV files with the columns `code` and `name`; a later file replaces.

    A name is for the eye alone: bytes that are no text are shown as such, and end no run. Raises InputError when a
    file has no such columns, or its quotes do not end.
    """
    names: dict[str, str] = {}
    for file in files:
        rows = csv.reader(io.StringIO(_shown_text(file), newline=""))
        header = [name.strip().lower() for name in next(rows, [])]
        if not {"code", "name"} <= set(header):
            raise InputError(
                f"{file.name}, line 1: there are no columns `code` and `name`; name two columns so"
            )
        code, name = header.index("code"), header.index("name")
        try:
            names |= {
                row[code].strip().upper(): " ".join(row[name].split())
                for row in rows
                if len(row) > max(code, name) and row[name].strip()
            }
        except csv.Error:
            raise InputError(
                f"{file.name}, near line {rows.line_num}: a quoted field does not end; close it"
            ) from None
    return names


def postcode_key(postcode: str) -> str:
    """Upper case, no spaces, every 0 read as O: as postcodes are compared."""
    return "".join(postcode.split()).upper().replace("0", "O")


def opted_out_numbers(files: Iterable[Path]) -> tuple[str, ...]:
    """
    NHS numbers, one a line; spaces and hyphens go, blank lines and a heading on line 1 are passed over.

    Raises InputError for any other line that is not ten digits: an opt-out must never be lost silently.
    """
    numbers: set[str] = set()
    for file in files:
        for place, line in enumerate(_text(file).splitlines(), start=1):
            cleaned = line.strip().strip('"').replace(" ", "").replace("-", "")
            if len(cleaned) == NUMBER_DIGITS and cleaned.isascii() and cleaned.isdigit():
                numbers.add(cleaned)
            elif cleaned and not (place == 1 and not any(letter.isdigit() for letter in cleaned)):
                raise InputError(
                    f"{file.name}, line {place}: not an NHS number of ten digits; "
                    "correct the line, or the person who opted out would be kept"
                )
    return tuple(sorted(numbers))


def _shown_text(file: Path) -> str:
    return file.read_text("utf-8-sig", "replace")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{file.name} is not UTF-8 text; save it as UTF-8") from None
