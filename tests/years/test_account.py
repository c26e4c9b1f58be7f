"""What a delivery changes, case by case: files before and after it, and what is told of each event and record."""

from pathlib import Path

import pytest

from tests.reference.delivery import delivered
from tests.tables import rows

EVENTS = rows("""
    case                          | before                 | after                                  | told
    ------------------------------+------------------------+----------------------------------------+-------------------
    for the first time            |                        | 4: A 4-3 x                             | A new 04
    again, in another file        | 4: A 4-3 x             | 4: A 4-3 x; 4_again: A 4-3 x           |
    twice in one file             | 4: A 4-3 x             | 4: A 4-3 x, A 4-3 x                    |
    another value, later file     | 4: A 4-3 x             | 4: A 4-3 x; 5: A 4-3 y                 | A corrected 04
    another value, earlier file   | 5: A 4-3 x             | 4: A 4-3 y; 5: A 4-3 x                 |
    another value, file re-sent   | 4: A 4-3 x             | 4: A 4-3 y                             | A corrected 04
    another day of the same month | 4: A 4-3 x             | 4: A 4-4 x                             | A corrected 04
    into the next month           | 4: A 4-30 x            | 4: A 4-30 x; 5: A 5-1 x                | A moved 05 from 04
    and corrected on the way      | 4: A 4-30 x            | 4: A 4-30 x; 5: A 5-1 y                | A moved 05 from 04
    back into the month before    | 5: A 5-1 x             | 5: A 5-1 x; 6: A 4-30 x                | A moved 04 from 05
    no longer in its file         | 4: A 4-3 x, B 4-3 x    | 4: B 4-3 x                             | A withdrawn 04
    no longer in one of two files | 4: A 4-3 x; 5: A 4-3 x | 4: A 4-3 x; 5: B 5-3 x                 | B new 05
    its correction withdrawn      | 4: A 4-3 x; 5: A 4-3 y | 4: A 4-3 x                             | A corrected 04
    late by a month               | 4: B 4-3 x             | 4: B 4-3 x; 5: A 4-3 x                 | A new 04
    without a test date           |                        | 4: A 4-99 x                            |
    lower case and spaces         | 4: A 4-3 x             | 4: a 4-3 x                             |
    files re-named                | 4: A 4-3 x             | APRIL: A 4-3 x                         |
    -10 comes after -9            | x-10: A 4-3 x          | x-10: A 4-3 x; x-9: A 4-3 y            |
    by day of submission          | b1May2019: A 4-3 x     | b1May2019: A 4-3 x; a2May2019: A 4-3 y | A corrected 04
""")

RECORDS = rows("""
    case                              | before               | after                    | told
    ----------------------------------+----------------------+--------------------------+---------------
    for the first time                | 1920: B x            | 1920: B x, A x           | A added
    re-sent as it was                 | 1920: A x            | 1920: A x                |
    re-sent with another value        | 1920: A x            | 1920: A y                | A changed
    no longer in the year re-sent     | 1920: A x, B x       | 1920: B x                | A gone
    the file of its year is not there | 1819: A x; 1920: B x | 1920: B x                | A not supplied
    the final file in another's place | 1819: A x            | 1819_M13: A x            |
    the final file beside the first   | 1819: A x            | 1819: A x; 1819_M13: A y | A changed
    a later year holds the same key   | 1819: A x            | 1819: A x; 1920: A y     | A changed
""")


@pytest.mark.parametrize("drawn", EVENTS, ids=[str(row["case"]) for row in EVENTS])
def test_events(drawn: dict[str, str | None], tmp_path: Path) -> None:
    for state in ("before", "after"):
        written_did(tmp_path / state, drawn[state])

    account = delivered(tmp_path / "before", tmp_path / "after")

    told = [
        f"{accession} {found.change} {found.month[5:]}"
        + (f" from {(found.month_before or '')[5:]}" if found.change == "moved" else "")
        for (_, accession), found in account.events.items()
    ]
    assert told == ([drawn["told"]] if drawn["told"] else [])
    assert account.of_records() == {}


@pytest.mark.parametrize("drawn", RECORDS, ids=[str(row["case"]) for row in RECORDS])
def test_records(drawn: dict[str, str | None], tmp_path: Path) -> None:
    for state in ("before", "after"):
        written_hes(tmp_path / state, drawn[state])

    account = delivered(tmp_path / "before", tmp_path / "after")

    told = [f"{key} {change}" for key, change in account.records["apc"].items()]
    assert told == ([drawn["told"]] if drawn["told"] else [])
    assert account.events == {}


def test_the_list(tmp_path: Path) -> None:
    for state, numbers in (("before", "9990000018\n9990000026\n"), ("after", "9990000026\n9990000034\n\n")):
        (tmp_path / state).mkdir()
        (tmp_path / state / "opt_outs.csv").write_text(numbers, "utf-8")

    account = delivered(tmp_path / "before", tmp_path / "after")

    assert (set(account.listed), set(account.left)) == ({"9990000034"}, {"9990000018"})


def test_a_month_left_is_counted_too(tmp_path: Path) -> None:
    written_did(tmp_path / "before", "4: A 4-30 x, B 4-3 x")
    written_did(tmp_path / "after", "4: A 5-1 x, B 4-3 y, C 5-2 x")

    counts = delivered(tmp_path / "before", tmp_path / "after").by_month()

    assert counts == {"2019-04": {"moved away": 1, "corrected": 1}, "2019-05": {"moved": 1, "new": 1}}


def written_did(folder: Path, drawn: str | None) -> None:
    """Files drawn as NAME: KEY DAY VALUE, KEY DAY VALUE; NAME: ..., the days in 2019."""
    (folder / "did").mkdir(parents=True)
    for name, sent in files(drawn):
        lines = [[*[value], *[""] * 11, day_of(day), "", "", "", " S0001 ", key] for key, day, value in sent]
        (folder / "did" / f"{name}.csv").write_text("".join(",".join(line) + "\n" for line in lines), "utf-8")


def written_hes(folder: Path, drawn: str | None) -> None:
    """Files drawn as NAME: KEY VALUE, KEY VALUE; NAME: ..."""
    (folder / "hes").mkdir(parents=True)
    for name, sent in files(drawn):
        lines = [["FYEAR", "EPIKEY", "DIAG_01"], *([name[:4], key, value] for key, value in sent)]
        path = folder / "hes" / f"HES_APC_{name}.txt"
        path.write_text("".join("|".join(line) + "\n" for line in lines), "utf-8")


def files(drawn: str | None) -> list[tuple[str, list[list[str]]]]:
    """The files of a drawing, each with its rows."""
    parts = [part.partition(":") for part in (drawn or "").split(";") if part.strip()]
    return [(name.strip(), [row.split() for row in held.split(",")]) for name, _, held in parts]


def day_of(drawn: str) -> str:
    """A day of 2019, from month and day."""
    month, _, day = drawn.partition("-")
    return f"2019-{month:0>2}-{day:0>2}"
