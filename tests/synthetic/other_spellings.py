"""The files of a world with every date, sex, NHS number and postcode written another way: what they mean stays."""

import csv
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

Write = Callable[[str], str]
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
OF_IMAGING = {"number": (0,), "date": (2, 10, 11, 12, 15), "sex": (4,), "postcode": (5,)}
OF_HOSPITALS = {
    "number": ("NEWNHSNO",),
    "date": ("DOB", "EPISTART", "EPIEND", "ADMIDATE", "DISDATE", "APPTDATE", "ARRIVALDATE"),
    "sex": ("SEX",),
    "postcode": ("HOMEADD",),
}


def _dates(shown: Callable[[date], str]) -> Write:
    return lambda text: shown(date.fromisoformat(text)) if ISO.fullmatch(text) else text


def _numbers(shown: str) -> Write:
    return lambda text: re.sub(r"^(\d{3})(\d{3})(\d{4})$", shown, text)


SPELT: dict[str, Mapping[str, Write]] = {
    "as people write": {
        "date": _dates(lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}"),
        "sex": lambda text: {"1": "M", "2": "F"}.get(text, text),
        "number": _numbers(r"\1 \2 \3"),
    },
    "as databases write": {
        "date": _dates(lambda day: f"{day.isoformat()} 00:00:00.000"),
        "number": _numbers(r"\1\2\3.0"),
    },
    "as spreadsheets write": {
        "date": _dates(lambda day: f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year:04}"),
        "sex": lambda text: {"1": "Male", "2": "Female"}.get(text, text),
        "number": _numbers("\\1\u00a0\\2\u00a0\\3"),
        "postcode": lambda text: text.replace(" ", "\u00a0"),
    },
}
"""By who writes so: how each kind of value is written."""


def write_imaging(source: Path, target: Path, spelling: str) -> None:
    """A file of DID version 1 without a header, spelt otherwise."""
    with source.open(encoding="utf-8", newline="") as opened, target.open("w", encoding="utf-8") as written:
        out = csv.writer(written, lineterminator="\n")
        for row in csv.reader(opened):
            out.writerow(_spelt(row, OF_IMAGING, SPELT[spelling]))


def write_hospital(source: Path, target: Path, spelling: str) -> None:
    """A file of HES with its header, spelt otherwise."""
    first, *lines = source.read_text("utf-8").splitlines()
    header = first.split("|")
    places = {
        kind: tuple(header.index(name) for name in names if name in header)
        for kind, names in OF_HOSPITALS.items()
    }
    rows = ["|".join(_spelt(line.split("|"), places, SPELT[spelling])) for line in lines]
    target.write_text("\n".join([first, *rows]) + "\n", "utf-8")


def _spelt(row: list[str], places: Mapping[str, tuple[int, ...]], writes: Mapping[str, Write]) -> list[str]:
    spelt = list(row)
    for kind, write in writes.items():
        for place in places[kind]:
            if place < len(row):
                spelt[place] = write(row[place])
    return spelt
