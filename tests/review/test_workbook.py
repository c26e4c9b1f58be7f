"""The workbook of a sample: what is shown is in it, and what a person writes into it is read or refused by row."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from linkage.errors import InputError
from linkage.review.answer_file import GivenAnswer
from linkage.review.answer_sheet import read_answer_sheet
from linkage.review.workbook import HEAD, workbook_bytes
from tests.review.made_sample import HOSTILE, SAMPLE, event_id, made_sample

MADE = datetime(2019, 12, 1, tzinfo=UTC)
SHEET = "xl/worksheets/sheet2.xml"
EVENTS = 6
FIRST = HEAD + 2
"""Row of the first event, as a spreadsheet counts."""


def parts(content: bytes) -> dict[str, bytes]:
    """The files of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A workbook of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            book.writestr(name, content)
    return target.getvalue()


def written(cells: Mapping[str, str]) -> bytes:
    """The workbook of a made sample into whose cells somebody has written."""
    files = parts(workbook_bytes(made_sample(EVENTS), "0" * 64, MADE))
    text = files[SHEET].decode()
    for place, said in cells.items():
        text = re.sub(rf'<c r="{place}"[^>]*?(/>|>.*?</c>)', "", text)
        row = re.sub("[A-Z]", "", place)
        cell = f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'
        if re.fullmatch(r"[0-9.]+", said):
            cell = f'<c r="{place}"><v>{said}</v></c>'
        text, done = re.subn(rf'(<row r="{row}"[^>]*>.*?)</row>', rf"\1{cell}</row>", text, count=1)
        assert done
    return packed({**files, SHEET: text.encode()})


GOOD = {
    "B5": "R1",
    f"C{FIRST}": "match",
    f"D{FIRST}": "2.0",
    f"C{FIRST + 2}": "Cannot tell",
    f"F{FIRST + 2}": "worn",
}


def test_what_is_written_is_read_and_blank_rows_are_not() -> None:
    """A number as some programs save it; an answer with a space; an event left for later is no answer."""
    given = read_answer_sheet(written(GOOD), "review.xlsx")

    assert (given.sample, given.round, given.page, given.reviewer) == (SAMPLE, "first", "0" * 64, "R1")
    assert given.answers == (
        GivenAnswer(event_id(1), "match", 2, "event", ""),
        GivenAnswer(event_id(3), "cannot_tell", None, "event", "worn"),
    )
    assert read_answer_sheet(workbook_bytes(made_sample(EVENTS), "0" * 64, MADE), "x").answers == ()


BAD: dict[str, tuple[dict[str, str], str]] = {
    "another answer": ({f"C{FIRST}": "perhaps"}, f"row {FIRST}: the answer is none of"),
    "a match without a person": ({f"C{FIRST}": "match"}, f"row {FIRST}: a match needs the number"),
    "a person without a match": ({f"C{FIRST}": "none", f"D{FIRST}": "1"}, "no other answer has one"),
    "a person that is no number": ({f"C{FIRST}": "match", f"D{FIRST}": "two"}, "a match needs the number"),
    "another reach": ({f"C{FIRST}": "none", f"E{FIRST}": "all"}, "reach is event or identity"),
    "a long note": ({f"C{FIRST}": "none", f"F{FIRST}": "x" * 201}, "200 letters at most"),
    "a row below the events": ({f"A{FIRST}": "", f"C{FIRST}": "none"}, "an answer without an event"),
    "another head": ({f"C{FIRST - 1}": "verdict"}, "not as they were written"),
    "another format": ({"B1": "something"}, "not as they were written"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_a_person_got_wrong_is_told_by_row_and_without_a_value(case: str) -> None:
    cells, words = BAD[case]

    with pytest.raises(InputError) as problem:
        read_answer_sheet(written(cells), "review.xlsx")
    told = str(problem.value)
    assert told.startswith("review.xlsx")
    assert words in told
    assert not [said for said in cells.values() if said in ("perhaps", "two", "verdict") and said in told]


def test_another_file_is_refused() -> None:
    """No sheet of answers, an entity in it, and no workbook at all."""
    files = parts(workbook_bytes(made_sample(2), "0" * 64, MADE))
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]>' + files[SHEET]
    for content in (
        packed({name: text for name, text in files.items() if name != SHEET}),
        packed({**files, SHEET: entity}),
        b"PK\x03\x04",
    ):
        with pytest.raises(InputError, match="cannot be read as the workbook"):
            read_answer_sheet(content, "review.xlsx")


def test_text_stays_text_and_bytes_are_repeatable() -> None:
    content = workbook_bytes(made_sample(EVENTS), "0" * 64, MADE)
    files = parts(content)

    assert content == workbook_bytes(made_sample(EVENTS), "0" * 64, MADE)
    assert not [name for name, text in files.items() if b"<f>" in text]
    assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;").encode() in files["xl/sharedStrings.xml"]
