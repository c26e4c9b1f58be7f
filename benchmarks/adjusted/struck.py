"""Identifiers taken out of a world's imaging files: more often from patients in a bed, and from women there."""

import csv
from pathlib import Path
from random import Random

NUMBER, BIRTH_DATE, SEX, SETTING = 0, 2, 4, 7
"""Places of the fields in a file of did_v1_csv."""
IN_A_BED = {"01", "05"}
NUMBER_LOST = {"1": 0.3, "2": 0.7}
"""Of patients in a bed or in A&E, by sex, the share whose NHS number is taken out."""
DATE_LOST = 0.5
"""Of these, the share whose birth date goes too: nobody finds them then."""


def strike_identifiers(world: Path, seed: int) -> None:
    """Write the imaging files of `world` anew; which rows lose what is drawn by `seed` and by nothing of the row."""
    random = Random(seed)  # noqa: S311 - a benchmark
    for path in sorted((world / "did").glob("*.csv")):
        with path.open(encoding="ascii", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows:
            lost, gone = random.random(), random.random()
            if row[SETTING] in IN_A_BED and lost < NUMBER_LOST.get(row[SEX], 0):
                row[NUMBER] = ""
                row[BIRTH_DATE] = "" if gone < DATE_LOST else row[BIRTH_DATE]
        with path.open("w", encoding="ascii", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
