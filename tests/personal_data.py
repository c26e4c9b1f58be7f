"""
What no file of the project may hold: a valid NHS number outside the 999 range, or a postcode beside a full date.

`python -m tests.personal_data FILES...` prints file and line of each, never what stands there, and exits with 1.
"""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from linkage.config.shipped import shipped
from linkage.words.free_dates import dates
from linkage.words.free_text import ORDINALS, POSTCODE, is_nhs_number

NUMBER = re.compile(r"(?<![^\W_])(?<!\d\.)\d{3}[ -]?\d{3}[ -]?\d{4}(?![^\W_])", re.ASCII)
"""Ten digits as an NHS number is written; not the end of a decimal number."""
RESERVED = "999"
"""Numbers that begin so are given to nobody."""
RETIRED = "AB1"
"""A postcode district that was given up in 1996: most made-up rows live there, the others in areas that never were."""
MADE_UP = {"AB102CD", "AB1O2CD", "LS14AP", "NP78QR", "ZE11AA", "ZE19XX"}
"""Postcodes that tests put beside dates, where it has to be an area there is."""


def told(line: str, dummies: frozenset[str]) -> str | None:
    """What a line holds that may be somebody's, without quoting it; `dummies` are numbers known to be nobody's."""
    digits = {re.sub(r"[ -]", "", found) for found in NUMBER.findall(line)}
    if any(is_nhs_number(number) and not number.startswith(RESERVED) for number in digits - dummies):
        return "a valid NHS number outside the 999 range"
    postcodes = {
        re.sub(r"[\W_]", "", found.group()).upper()
        for found in POSTCODE.finditer(line)
        if found["last"] not in ORDINALS
    }
    beside = {code for code in postcodes - MADE_UP if code[:-3] != RETIRED}
    return "a full postcode beside a full date" if beside and any(dates(line)) else None


def dummy_numbers() -> frozenset[str]:
    """Numbers that pass the check digit and stand for no number at all."""
    lines = (shipped("codes") / "sentinel_nhs_numbers.csv").read_text("utf-8").splitlines()
    return frozenset(row["code"] for row in csv.DictReader(lines))


def found_in(path: Path) -> Iterator[str]:
    """Each line of a text file that may not be there; a file that is not UTF-8 text, such as a picture, has none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return
    dummies = dummy_numbers()
    for number, line in enumerate(lines, start=1):
        if what := told(line, dummies):
            yield f"{path}:{number}: {what}"


def main(files: Sequence[str]) -> int:
    """Exit code 1 when a file holds something."""
    found = [problem for file in files for problem in found_in(Path(file))]
    for problem in found:
        print(problem)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
