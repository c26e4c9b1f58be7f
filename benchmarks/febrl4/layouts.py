"""
Febrl 4 in our layouts: the originals as hospital records, the copies as imaging events, and the truth.

Social-security number: one that an original bears becomes a valid number of the 999 range, the same for both rows;
one that no original bears has been mistyped, and becomes a number whose check digit is wrong. Postcode: four digits
become AB d1 d2, d3, a letter for d4, A, one to one, so that a wrong digit is a wrong character, and a shared beginning
a shared district or sector. Febrl has no sex: a made-up one, the same on both rows, stands in, without any error.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.febrl4.source import Half, Record

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


def valid_number(nth: int) -> str:
    """The NHS number of the 999 range at place `nth`, palindromes and impossible check digits passed over."""
    place = nth * 11 // 9 + nth // 90
    while True:
        stem = f"999{place:06d}"
        check = check_digit(stem)
        if check is not None and stem + str(check) != (stem + str(check))[::-1]:
            return stem + str(check)
        place += 1


def check_digit(stem: str) -> int | None:
    """Modulus 11 check digit of nine digits; None when it would be ten."""
    check = -sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
    return check if check < 10 else None  # noqa: PLR2004  one digit


def numbers(originals: Iterable[Record]) -> dict[str, str]:
    """Social-security number to NHS number, for every one that an original bears."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    nth = 0
    for bears in sorted({record.values["soc_sec_id"] for record in originals} - {""}):
        while (number := valid_number(nth)) in taken:
            nth += 1
        taken.add(number)
        found[bears] = number
    return found


def nhs_number(bears: str, known: Mapping[str, str]) -> str:
    """The number of a row: none, a valid one, or one whose check digit is wrong."""
    if not bears or bears in known:
        return known.get(bears, "")
    stem = f"999{int(hashlib.sha256(bears.encode()).hexdigest(), 16) % 10**6:06d}"
    check = check_digit(stem)
    return stem + str(((0 if check is None else check) + 1) % 10)


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
    known = numbers(half.originals)
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


def event_row(record: Record, known: Mapping[str, str]) -> list[str]:
    """The 18 fields of DID version 1; without `known` numbers the event has none."""
    number = nhs_number(record.values["soc_sec_id"], known) if known else ""
    born, home = birth_date(record.values["date_of_birth"]), postcode(record.values["postcode"])
    return [
        *(number, "01" if number else "04", born, "Z", sex(record.pair), home, "", "05", "", "", DAY, DAY),
        *(DAY, "XCHES", "", DAY, SITE, accession(record)),
    ]
