"""Layout did_v2_xml: a record is what lies most often below the root, its items are found by their names."""

import re
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from tests.layouts.files import rows_of
from tests.layouts.nested import changed
from tests.layouts.second import CASES, COLUMNS, READ, expected, told

NAME = "did_v2_xml"


def element(name: str, value: str) -> str:
    """An item as an element."""
    tag = "_".join(re.findall("[A-Z]+", name))
    return f"<{tag}>{value}</{tag}>"


def text_of(*records: dict[str, str], root: str = "DIDS", around: str = "Record", before: str = "") -> str:
    """A whole file."""
    each = "".join(
        f"<{around}>{''.join(element(name, value) for name, value in one.items())}</{around}>\n"
        for one in records
    )
    return f'<?xml version="1.0"?>\n<{root}>{before}{each}</{root}>\n'


def test_what_becomes_of_each_record(engine: Engine, tmp_path: Path) -> None:
    """Records are counted from 1."""
    rows = rows_of(engine, tmp_path, NAME, text_of(*(record for record, _ in CASES)), COLUMNS)

    assert rows == [READ] * sum(reason is None for _, reason in CASES)
    assert told(engine) == expected(1)


@pytest.mark.parametrize(
    "text",
    [
        text_of(
            changed(), changed(), root="Anything", around="Row", before="<Header><Sent>now</Sent></Header>"
        ),
        text_of(changed(), changed()).replace("<DIDS>", '<DIDS xmlns="urn:x">'),
        text_of(changed(), changed()).replace(
            "<CODED_PROCEDURE_NICIP>CHEST</", '<CODED_PROCEDURE_NICIP code="CHEST"></'
        ),
        text_of(changed(), changed())
        .replace("<NHS_NUMBER>", "<Patient><NHS_NUMBER>")
        .replace("</NHS_NUMBER>", "</NHS_NUMBER></Patient>"),
    ],
    ids=["other names around", "a namespace", "a code in an attribute", "in groups"],
)
def test_ways_of_writing_it(engine: Engine, tmp_path: Path, text: str) -> None:
    """All give the same rows."""
    assert rows_of(engine, tmp_path, NAME, text, COLUMNS) == [READ, READ]


def test_an_item_twice(engine: Engine, tmp_path: Path) -> None:
    """With one value it is one; with two nobody can tell."""
    one, two = (element("NHS NUMBER", number) for number in ("9990000018", "9990000026"))
    text = text_of(changed(), changed())
    twice = text.replace("</Record>", f"{one}</Record>", 1)[:-1]
    other = "</Record>".join(twice.rsplit("</Record>", 1)[:1]) + f"{two}</Record>\n</DIDS>\n"

    assert rows_of(engine, tmp_path, NAME, other, COLUMNS) == [READ]
    assert told(engine) == [(2, "item_repeated")]
