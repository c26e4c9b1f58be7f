"""
The file in which a reviewer's answers leave the page, and come back to it: no identifier is in it but ids of a release.

    format     what it is, with its version
    sample     the sample, and round: first or third
    page       digest of what was shown
    reviewer   a code of your choice
    answers    event, answer, person (the number of a column, or null), reach, note
    digest     SHA-256 of all that, as the page wrote it

A file changed by hand has another digest than it says. That finds slips, and is no seal against somebody who means it.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from linkage.errors import InputError
from linkage.review.verdict import ANSWERS, MATCH

FORMAT = "linkage review answers 1"
REACHES = ("event", "identity")
"""That event alone, or every event with the same NHS number, birth date, sex and postcode."""
LONGEST_NOTE = 200
REVIEWER = r"^[A-Za-z][A-Za-z0-9_\-]{0,15}$"
"""A code, not a name: what a reviewer calls themself is kept for ever."""


@dataclass(frozen=True)
class GivenAnswer:
    """One answer of a file; `person` is the number of a column, from 1."""

    event_id: str
    answer: str
    person: int | None
    reach: str
    note: str


@dataclass(frozen=True)
class GivenFile:
    """What a reviewer's file says, of a form that can be used."""

    sample: str
    round: str
    page: str
    reviewer: str
    answers: tuple[GivenAnswer, ...]


def canonical(sample: str, round_: str, page: str, reviewer: str, answers: list[list[Any]]) -> str:
    """The text that is digested, the same letter for letter in the page's script."""
    return json.dumps(
        [FORMAT, sample, round_, page, reviewer, answers], ensure_ascii=False, separators=(",", ":")
    )


def digest_of(text: str) -> str:
    """SHA-256 as hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_answers(content: bytes, name: str) -> GivenFile:
    """The file `name` as the page wrote it; InputError for anything else, naming what is wrong and no value."""
    try:
        said = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError):
        raise InputError(
            f"{name} is no file of answers: it cannot be read as JSON. Give the file that the review page saved, or "
            "the workbook"
        ) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise InputError(
            f"{name} is no file of answers of this version: save it again from the review page, or give the workbook"
        )
    texts = [said.get(key) for key in ("sample", "round", "page", "reviewer")]
    rows = said.get("answers")
    if not all(isinstance(text, str) for text in texts) or not isinstance(rows, list):
        raise InputError(f"{name} lacks a part of a file of answers: save it again from the review page")
    sample, round_, page, reviewer = map(str, texts)
    if digest_of(canonical(sample, round_, page, reviewer, rows)) != said.get("digest"):
        raise InputError(
            f"{name} was changed after the review page saved it, or was cut short: its digest is another. Open the "
            "last file that the page saved, change the answers there and save again; to write by hand, use the workbook"
        )
    return GivenFile(sample, round_, page, reviewer, tuple(answer_of(row, name) for row in rows))


def answer_of(row: object, name: str) -> GivenAnswer:
    """One answer; InputError where it is of no form that the page writes."""
    match row:
        case [str(event), str(answer), int() | None as person, str(reach), str(note)] if (
            answer in ANSWERS
            and reach in REACHES
            and len(note) <= LONGEST_NOTE
            and (person is not None) == (answer == MATCH)
            and (person is None or person >= 1)
            and not isinstance(person, bool)
        ):
            return GivenAnswer(event, answer, person, reach, note)
    raise InputError(f"{name} has an answer of a form that the review page does not write; nothing was taken")
