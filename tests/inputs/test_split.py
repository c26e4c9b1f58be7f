"""Splitting a line: the SQL against its plain twin, and both against the csv module."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.base import Engine
from linkage.steps.inputs.split import edge, fields_sql, split_line

DELIMITERS = [",", "|", "\t"]
LINES = st.text(alphabet='",|\t\r\0 ab0é€\\.^$[]()*', max_size=30)
VALUES = st.lists(st.text(alphabet='",|ab0é€ x', max_size=6), min_size=2, max_size=8)


def split_by_sql(engine: Engine, lines: list[str], delimiter: str) -> list[list[str] | None]:
    """What `fields_sql` makes of each line; plain trimming of spaces is left to its caller."""
    engine.load("line_to_split", {"n": "integer", "line": "text"}, list(enumerate(lines)))
    query = f"select {fields_sql(engine.dialect, 'line', delimiter)} from line_to_split order by n"
    return [_trimmed(row[0]) for row in engine.rows(query)]


def _trimmed(fields: object) -> list[str] | None:
    return [str(field).strip(" ") for field in fields] if isinstance(fields, list) else None


@pytest.mark.parametrize("delimiter", DELIMITERS)
@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=60))
def test_sql_agrees_with_the_plain_twin(engine: Engine, delimiter: str, lines: list[str]) -> None:
    """Whatever stands on a line, quotes or none, balanced or not."""
    assert split_by_sql(engine, lines, delimiter) == [split_line(line, delimiter) for line in lines]


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("all_quoted", [False, True])
@settings(max_examples=60, deadline=None)
@given(values=VALUES)
def test_what_the_csv_module_writes_is_read_back(
    delimiter: str, *, all_quoted: bool, values: list[str]
) -> None:
    """Value for value, but for the white space around."""
    written = io.StringIO()
    csv.writer(
        written,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        lineterminator="",
    ).writerow(values)

    assert split_line(written.getvalue(), delimiter) == [value.strip(edge(delimiter)) for value in values]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("", [""]),
        ("a,b", ["a", "b"]),
        (",,", ["", "", ""]),
        (" a ,\tb\r", ["a", "b"]),
        ('"a","b"', ["a", "b"]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a""b",""', ['a"b', ""]),
        (' " a " ,b', ["a", "b"]),
        ('a"b,c', ['a"b', "c"]),
        ('"a,b', None),
        ('a,"b', None),
        ('"a"b,c', None),
        ('"a" "b",c', None),
        ('"', None),
        ('""', [""]),
        ('"""",b', ['"', "b"]),
    ],
)
def test_what_a_line_is_split_into(engine: Engine, line: str, fields: list[str] | None) -> None:
    """None: a quoted field does not end, so nobody can say where the fields are."""
    assert split_line(line, ",") == fields
    assert split_by_sql(engine, [line], ",") == [fields]
