"""Layout did_v2_json: an array of objects, or one object a line; items by name, however deep."""

import json
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from tests.layouts.files import rows_of
from tests.layouts.nested import SECOND, changed
from tests.layouts.second import CASES, COLUMNS, READ, expected, told

NAME = "did_v2_json"
WRITTEN = {
    "an array": json.dumps,
    "an array on lines": lambda several: json.dumps(several, indent=2),
    "a line each": lambda several: "\n".join(map(json.dumps, several)) + "\n",
    "the last line unended": lambda several: "\r\n".join(map(json.dumps, several)),
    "an object around it": lambda several: json.dumps({"records": several, "count": len(several)}, indent=1),
    "a mark before it": lambda several: "\ufeff" + json.dumps(several),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_what_becomes_of_each_record(engine: Engine, tmp_path: Path, written: object) -> None:
    """However the objects follow one another; records are counted from 1."""
    rows = rows_of(engine, tmp_path, NAME, written([one for one, _ in CASES]), COLUMNS)  # type: ignore[operator]

    assert rows == [READ] * sum(reason is None for _, reason in CASES)
    assert told(engine) == expected(1)


@pytest.mark.parametrize(
    "record",
    [
        {**SECOND, "NHS NUMBER": 9990000018, "UNKNOWN": [1, 2], "OTHER": {"A": None}},
        {"PATIENT": dict(list(SECOND.items())[:5]), "IMAGING": dict(list(SECOND.items())[5:])},
        {
            name.title().replace(" ", "").replace("(", "").replace(")", ""): value
            for name, value in SECOND.items()
        },
        {
            **SECOND,
            "CODED PROCEDURE START TIMESTAMP": "2026-05-01T01:00:00Z",
            "CODED PROCEDURE (SNOMED CT)": None,
        },
    ],
    ids=["a number", "in parts", "names run together", "a start besides"],
)
def test_ways_of_writing_a_record(engine: Engine, tmp_path: Path, record: dict[str, object]) -> None:
    """All give the same row."""
    assert rows_of(engine, tmp_path, NAME, json.dumps([record]), COLUMNS) == [READ]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("17", "record_unreadable"),
        ('"text"', "record_unreadable"),
        ("[1]", "record_unreadable"),
        ('{"SITE CODE (OF IMAGING)": ["RXX01"]}', "record_unreadable"),
        ('{"ACTIVITIES": [{"SITE CODE (OF IMAGING)": "RXX01"}]}', "record_unreadable"),
        ('{"NHS NUMBER": "9990000018", "NHS NUMBER": "9990000026"}', "item_repeated"),
        ("{}", "site_missing"),
    ],
)
@pytest.mark.parametrize("by_line", [True, False])
def test_a_broken_record_is_set_aside(
    engine: Engine, tmp_path: Path, broken: str, reason: str, *, by_line: bool
) -> None:
    """By its place, with what stands there; those around it are read."""
    three = [json.dumps(changed()), broken, json.dumps(changed())]
    text = "\n".join(three) if by_line else f"[{', '.join(three)}]"

    assert rows_of(engine, tmp_path, NAME, text, "row_number") == [(1,), (3,)]
    assert engine.rows("select row_number, reason from quarantine") == [(2, reason)]


def test_a_line_that_is_no_json_is_set_aside(engine: Engine, tmp_path: Path) -> None:
    """Of one object a line: the next begins on the next line."""
    text = f'{json.dumps(changed())}\n{{"NHS NUMBER": "99\n{json.dumps(changed())}\n'

    assert rows_of(engine, tmp_path, NAME, text, "row_number") == [(1,), (3,)]
    assert told(engine) == [(2, "record_unreadable")]


def test_times_of_day(engine: Engine, tmp_path: Path) -> None:
    """Read from the timestamp of the item, like its day."""
    record = changed(**{"CODED PROCEDURE END TIMESTAMP": "2026-05-31T23:40:12+01:00"})

    assert rows_of(engine, tmp_path, NAME, json.dumps([record]), "test_time") == [("23:40",)]
