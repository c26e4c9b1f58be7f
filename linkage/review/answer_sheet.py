"""The answers of a workbook, which a person wrote by hand: every cell is looked at."""

import re

from linkage.errors import InputError
from linkage.review.answer_file import FORMAT, LONGEST_NOTE, REACHES, GivenAnswer, GivenFile
from linkage.review.sheet import cells
from linkage.review.verdict import ANSWERS, MATCH
from linkage.review.workbook import ANSWER_SHEET, COLUMNS, HEAD, NAMES

WORKBOOK = b"PK\x03\x04"
"""How an .xlsx file begins."""


def read_answer_sheet(content: bytes, name: str) -> GivenFile:
    """
    The workbook `name` as answers; events left blank are not in it.

    InputError for a workbook that is not of a review, whose sheet of answers has another shape, or that has an answer
    that is none: sheet and row are named, no value.
    """
    found = cells(content, ANSWER_SHEET, name)
    said = {label: found.get((row, 1), "") for row, label in enumerate(NAMES)}
    labels = tuple(found.get((row, 0), "") for row in range(len(NAMES)))
    heads = tuple(found.get((HEAD, column), "") for column in range(len(COLUMNS)))
    if labels != NAMES or heads != COLUMNS or said["format"] != FORMAT:
        raise InputError(
            f"{name}: the first rows of sheet {ANSWER_SHEET} are not as they were written; copy your answers into the "
            "workbook as it was exported"
        )
    answers = [
        answer
        for row in sorted({row for row, _ in found if row > HEAD})
        if (answer := answer_of(found, row, name))
    ]
    return GivenFile(said["sample"], said["round"], said["page"], said["reviewer"], tuple(answers))


def answer_of(found: dict[tuple[int, int], str], row: int, name: str) -> GivenAnswer | None:
    """The answer of a row; None where there is none yet."""
    event, _, answer, person, reach, note = (found.get((row, column), "") for column in range(len(COLUMNS)))
    answer, reach = answer.lower().replace(" ", "_"), reach.lower() or REACHES[0]
    if not answer and not person:
        return None
    where = f"{name}, sheet {ANSWER_SHEET}, row {row + 1}"
    if not event:
        raise InputError(f"{where}: an answer without an event; rows may be sorted, but not moved apart")
    if answer not in ANSWERS:
        raise InputError(f"{where}: the answer is none of {', '.join(ANSWERS)}")
    if (answer == MATCH) != bool(person) or (person and not re.fullmatch(r"[1-9][0-9]?", person)):
        raise InputError(
            f"{where}: a match needs the number of a person's column, and no other answer has one"
        )
    if reach not in REACHES or len(note) > LONGEST_NOTE:
        raise InputError(
            f"{where}: reach is {' or '.join(REACHES)}, and a note has {LONGEST_NOTE} letters at most"
        )
    return GivenAnswer(event, answer, int(person) if person else None, reach, note)
