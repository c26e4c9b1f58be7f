"""Rows that end in delimiters which the header lacks, and the other way round, drawn as a table."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.inputs.read import read_inputs
from tests.inputs.sample import DID_NAMES, accepted, counts, did, did_row, put, quarantined, text

ROWS = [did_row(n) for n in range(1, 11)]


def ended(rows: list[list[str]], *ends: str) -> list[list[str]]:
    """Rows with fields behind their last."""
    return [[*row, *ends] for row in rows]


MORE, LESS = "rows end in {} that the columns lack", "the header ends in {} that the rows lack"
DRAWN: dict[str, tuple[bytes, str | None, int]] = {
    "neither": (text([DID_NAMES, *ROWS]), None, 0),
    "both": (text([[*DID_NAMES, ""], *ended(ROWS, "")]), None, 0),
    "the rows": (text([DID_NAMES, *ended(ROWS, "")]), MORE.format("a comma"), 0),
    "the rows, without a header": (text(ended(ROWS, "")), MORE.format("a comma"), 0),
    "the rows, three times": (
        text([DID_NAMES, *ended(ROWS, "", " ", "")]),
        MORE.format("3 times a comma"),
        0,
    ),
    "the rows, in quotes": (text([DID_NAMES, *ended(ROWS, "")], quoted=True), MORE.format("a comma"), 0),
    "the header": (text([[*DID_NAMES, ""], *ROWS]), LESS.format("a comma"), 0),
    "the header, twice": (text([[*DID_NAMES, "", ""], *ROWS]), LESS.format("2 times a comma"), 0),
    "most rows, and one has something there": (
        text([DID_NAMES, *ended(ROWS, ""), *ended(ROWS[:1], "x")]),
        MORE.format("a comma"),
        1,
    ),
    "most rows, and one does not": (text([DID_NAMES, *ended(ROWS, ""), ROWS[0]]), MORE.format("a comma"), 1),
    "few rows": (text([DID_NAMES, *ROWS, *ended(ROWS[:3], "")]), None, 3),
}


@pytest.mark.parametrize(("content", "said", "aside"), DRAWN.values(), ids=DRAWN)
def test_what_ends_in_a_delimiter(
    engine: Engine, tmp_path: Path, content: bytes, said: str | None, aside: int
) -> None:
    """Rows are read, it is said once, and a row that is otherwise than most is set aside."""
    told: list[str] = []
    source = did(put(tmp_path, "a.csv", content))

    found = accepted(engine, source)
    read_inputs(engine, [source], warn=told.append)

    assert {row[-1] for row in found} == {f"ACC {n:05d}" for n in range(1, 11)}
    assert [(reason) for _, reason, _ in quarantined(engine)] == ["field_count"] * aside
    assert counts(engine)[0][2] == aside
    assert [line.partition(";")[0] for line in told] == ([f"a.csv: {said}"] if said else [])


def test_a_column_without_a_name_that_holds_something(engine: Engine, tmp_path: Path) -> None:
    """That is no end: which column a value is of cannot be known."""
    with pytest.raises(InputError, match="none of its 10 rows has 18 fields; line 1 has 18"):
        accepted(engine, did(put(tmp_path, "a.csv", text([DID_NAMES, *ended(ROWS, "x")]))))
