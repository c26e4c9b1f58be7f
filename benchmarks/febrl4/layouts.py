"""
Febrl 4 in our layouts: the originals as hospital records, the copies as imaging events, and the truth.

Social-security number: its seven digits stay as they are, framed as ten: 99 before them, a check digit behind. One that
no original bears has been mistyped. Where an original's is one slip away it takes that one's frame, as if only the
seven had been mistyped: it is one slip from a valid number, and its check digit is wrong. Else a wrong check digit is
put behind it. No number that is issued begins with 9. Postcode: four digits become AB d1 d2, d3, a letter for d4, A,
one to one, so that a wrong digit is a wrong character, and a shared beginning a shared district or sector; the last
two of four digits switched are two wrong characters, for no postcode has four digits in a row. Febrl has no sex: a
made-up one, the same on both rows, stands in, without any error.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.febrl4.source import Half, Record

BEGINNINGS = ("99", "98", "97")
"""Tried in turn: one number in eleven has no check digit with the first."""
UNIT_LETTERS = "ABDEFGHJLN"
"""Letters that an inward code may hold, one for each digit."""
DAY = "2019-11-15"
SITE = "RFB01"

JOB = """\
[job]
name = "febrl4"
output = "out"

[did]
layout = "did_v1_csv"
paths = ["did.csv"]

[hes.apc]
paths = ["apc.txt"]
person_id = "TOKEN_PERSON_ID"

[linkage]
profile = "hes_did"
model = "{model}"
"""


def check_digit(stem: str) -> int | None:
    """Modulus 11 check digit of nine digits; None when it would be ten."""
    check = -sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
    return check if check < 10 else None  # noqa: PLR2004  one digit


def frame(digits: str) -> tuple[str, str]:
    """What stands before and behind seven digits so that the ten are a valid number."""
    for before in BEGINNINGS:
        check = check_digit(before + digits)
        number = f"{before}{digits}{check}"
        if check is not None and number != number[::-1]:
            return before, str(check)
    raise ValueError("no frame holds")


def frames(originals: Iterable[Record]) -> dict[str, tuple[str, str]]:
    """The frame of every social-security number that an original bears."""
    return {bears: frame(bears) for bears in {record.values["soc_sec_id"] for record in originals} - {""}}


def slips(digits: str) -> set[str]:
    """Every text that is one wrong digit, or two neighbours switched, away."""
    typed = {digits[:at] + other + digits[at + 1 :] for at in range(len(digits)) for other in "0123456789"}
    switched = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    return (typed | switched) - {digits}


def nhs_number(bears: str, known: Mapping[str, tuple[str, str]]) -> str:
    """The number of a row: none, a valid one, or one whose check digit is wrong; the first original of several near."""
    if not bears:
        return ""
    near = bears if bears in known else min(slips(bears) & known.keys(), default=None)
    if near is not None:
        before, behind = known[near]
        return before + bears + behind
    before, behind = frame(bears)
    return before + bears + str((int(behind) + 1) % 10)


def postcode(digits: str) -> str:
    """A postcode of our form for four digits; others as they are, to be found invalid."""
    if not digits.isdigit() or len(digits) > 4:  # noqa: PLR2004  four digits
        return digits
    one, two, three, four = list(digits.zfill(4))
    return f"AB{one}{two} {three}{UNIT_LETTERS[int(four)]}A"


def birth_date(digits: str) -> str:
    """YYYYMMDD as YYYY-MM-DD, whether or not there is such a day."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""


def sex(pair: int) -> str:
    """1 or 2, made up."""
    return "12"[hashlib.sha256(f"sex, {pair}".encode()).digest()[0] % 2]


def person_id(record: Record) -> str:
    """The hospital's key of a person."""
    return f"FEBRL{record.pair:027d}"


def write_world(half: Half, folder: Path, model: str, *, with_numbers: bool = True) -> Path:
    """did.csv, apc.txt, truth.csv and job.toml in `folder`; the path of the job file."""
    folder.mkdir(parents=True, exist_ok=True)
    known = frames(half.originals)
    hospital = [
        {
            "EPIKEY": f"{nth}",
            "TOKEN_PERSON_ID": person_id(record),
            "NEWNHSNO": nhs_number(record.values["soc_sec_id"], known),
            "DOB": birth_date(record.values["date_of_birth"]),
            "SEX": sex(record.pair),
            "HOMEADD": postcode(record.values["postcode"]),
            "EPISTART": DAY,
        }
        for nth, record in enumerate(half.originals)
    ]
    with (folder / "apc.txt").open("w", newline="", encoding="ascii") as file:
        written = csv.DictWriter(file, hospital[0].keys(), delimiter="|")
        written.writeheader()
        written.writerows(hospital)
    with (folder / "did.csv").open("w", newline="", encoding="ascii") as file:
        csv.writer(file).writerows(event_row(record, known if with_numbers else {}) for record in half.copies)
    with (folder / "truth.csv").open("w", newline="", encoding="ascii") as file:
        rows = csv.writer(file)
        rows.writerow(("site_code", "accession_number", "person_id", "relation", "episode_key"))
        rows.writerows((SITE, accession(record), person_id(record), "", "") for record in half.copies)
    path = folder / "job.toml"
    path.write_text(JOB.format(model=model), "utf-8")
    return path


def accession(record: Record) -> str:
    """The accession number of an event."""
    return f"F{record.pair:07d}"


def event_row(record: Record, known: Mapping[str, tuple[str, str]]) -> list[str]:
    """The 18 fields of DID version 1; without `known` numbers the event has none."""
    number = nhs_number(record.values["soc_sec_id"], known) if known else ""
    born, home = birth_date(record.values["date_of_birth"]), postcode(record.values["postcode"])
    return [
        *(number, "01" if number else "04", born, "Z", sex(record.pair), home, "", "05", "", "", DAY, DAY),
        *(DAY, "XCHES", "", DAY, SITE, accession(record)),
    ]
