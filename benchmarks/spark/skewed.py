"""What makes tasks of one stage unlike: a patient of ten thousand episodes, a full postcode, a common birth date."""

import gzip
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

EPISODES = 10_000
"""Of one patient, at every hospital: somebody whose key went to every record that had none."""
HOSPITALS = 500
"""Records of the country whose hospitals these are."""
IMAGED = 20
"""Imaging events of that patient."""
NEIGHBOURS = 5_000
"""People of one postcode, born on a 1 January, each with one episode: a hostel, and what is typed for a day unknown."""
FILE = "HES_APC_1920_more.txt.gz"
EVENTS = "DID_2019-11_more.csv.gz"
UNNUMBERED = 200
"""Imaging events of that postcode and birth date without an NHS number."""
PLACE = ("PROCODET", "PROCODE3", "SITETRET")
CROWDED = {"HOMEADD": "ZZ1  1ZZ", "DOB": "1960-01-01", "NEWNHSNO": ""}


def make_skewed(world: Path, seed: int) -> None:
    """
    Add files of such records to a country, once: hospital episodes and imaging events like those that are there.

    Both are written beside and named when they are whole, the hospital's last: where that is, all is there.
    """
    target = world / "hes" / FILE
    if target.exists():
        return
    drawn = random.Random(seed)  # noqa: S311
    with gzip.open(world / "hes" / "HES_APC_1920.txt.gz", "rt", encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("|")
        cells = (line.rstrip("\n").split("|") for line in islice(lines, HOSPITALS))
        there = [dict(zip(header, row, strict=True)) for row in cells]
    passing = beside(target)
    with gzip.open(passing, "wt", 1, encoding="utf-8", newline="\n") as written:
        written.write("|".join(header) + "\n")
        for row in records(there, drawn):
            written.write("|".join(row[name] for name in header) + "\n")
    imaging(world, there[0], drawn)
    passing.replace(target)


def beside(target: Path) -> Path:
    """Where a file is written until it is whole: a name that no job reads."""
    return target.with_name(f"{target.name}.part")


def records(there: Sequence[Mapping[str, str]], drawn: random.Random) -> Iterator[dict[str, str]]:
    """Rows like the first one there: first more of its patient, then those of many at one address."""
    usual = there[0]
    hospitals = [{name: row[name] for name in PLACE} for row in there]
    for number in range(EPISODES):
        yield {**usual, **ids(number, drawn), **drawn.choice(hospitals), **stay(drawn)}
    for number in range(EPISODES, EPISODES + NEIGHBOURS):
        person = {"TOKEN_PERSON_ID": f"{number:032X}", "SEX": drawn.choice("12")}
        yield {**usual, **ids(number, drawn), **CROWDED, **person, **stay(drawn)}


def ids(number: int, drawn: random.Random) -> dict[str, str]:
    """Keys of a record that no other has."""
    return {
        "EPIKEY": f"99{number:012}",
        "PROVSPNOPS": f"99{drawn.randrange(10**10):010}",
        "SUSRECID": f"999{number:012}",
    }


def stay(drawn: random.Random) -> dict[str, str]:
    """One day in hospital, in the month of the events or the seven before it."""
    day = f"2019-{drawn.randint(4, 11):02}-{drawn.randint(1, 28):02}"
    return dict.fromkeys(("ADMIDATE", "EPISTART", "EPIEND", "DISDATE"), day)


def imaging(world: Path, patient: Mapping[str, str], drawn: random.Random) -> None:
    """Events of the patient, and those without a number of the crowd: columns of the usual row by their places."""
    with gzip.open(world / "did" / "DID_2019-11.csv.gz", "rt", encoding="utf-8") as lines:
        usual = next(lines).rstrip("\n").split(",")
    whose = [patient] * IMAGED
    whose += [{**CROWDED, "SEX": drawn.choice("12")} for _ in range(UNNUMBERED)]
    target = world / "did" / EVENTS
    passing = beside(target)
    with gzip.open(passing, "wt", 1, encoding="utf-8", newline="\n") as written:
        for number, one in enumerate(whose):
            home = " ".join(one["HOMEADD"].split())
            row = [one["NEWNHSNO"], usual[1], one["DOB"], usual[3], one["SEX"], home, *usual[6:-1]]
            written.write(",".join([*row, f"SKEW{number:06}"]) + "\n")
    passing.replace(target)
