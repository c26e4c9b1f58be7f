"""A law: whatever stands in a small text file, the database and plain Python read the same rows of it."""

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.rows import text_rows_sql
from linkage.steps.inputs.source import InputFile, Source
from linkage.steps.inputs.stream import stream_of
from linkage.steps.inputs.values.passing import Passing
from tests.reference.text_file import MARK, FileRow, is_ended, rows_of

NAMES = ("TOKEN_PERSON_ID", "DATE_OF_DEATH", "SPARE")
GOOD = ("P1", "2019-11-07", "")
VALUES = (
    "a",
    "P 2",
    " b",
    "c ",
    "\u00a0d\u00a0",
    "é",
    "€ ",
    "\u3000",
    "NULL",
    "1.0E+5",
    "42.0",
    "\u200be",
    "-",
    "",
)
QUOTED = (
    '"a"',
    '""',
    '" b "',
    '"c"" d"',
    '"e{}f"',
    ' "g" ',
    '"h"i',
    'j"k',
    '"',
    '"l',
    'm"',
    '"n\no"',
    '"p\n\nq"',
)
DIRT = ("\t", "\0", "\r", "\x1a", "\x07", "\u2028", "\ufeff", "{}", "{}{}")
BYTES = (b"\xff", b"\xe9", MARK, bytes(64))
ENDS = ("\n", "\n", "\n", "\r\n", "\n\n", "\r")


def lines(delimiter: str) -> st.SearchStrategy[bytes]:
    """A line: a good row or the header, or fields of every sort, as many as a row has or not; with its end."""
    field = st.sampled_from([*VALUES, *VALUES, *QUOTED, *DIRT])
    fields = st.one_of(
        st.sampled_from([GOOD, GOOD, NAMES, tuple(f'"{value}"' for value in GOOD)]),
        st.tuples(field, field, field),
        st.lists(st.tuples(field, field).map("".join), max_size=5),
    )
    row = st.tuples(fields, st.sampled_from(ENDS)).map(
        lambda drawn: (delimiter.join(drawn[0]) + drawn[1]).replace("{}", delimiter).encode()
    )
    return st.one_of(row, row, row, st.tuples(row, st.sampled_from(BYTES)).map(lambda two: two[1] + two[0]))


FILES = st.sampled_from([",", "|", "\t"]).flatmap(
    lambda delimiter: st.tuples(
        st.just(delimiter),
        st.lists(lines(delimiter), min_size=1, max_size=12).map(b"".join),
        st.sampled_from([b"", MARK]),
        st.sampled_from([b"", b"P3", b" \x1a"]),
    )
)


def plan_of(path: Path, content: bytes, delimiter: str) -> Plan:
    """The plan of a file whose columns are known, whatever its first line is."""
    source = Source(
        "deaths", (path,), delimiter, {}, NAMES[0], (), path.parent, row_lines=4, row_characters=60
    )
    text = content.removeprefix(MARK)
    head = Head(
        parquet=False,
        compressed=path.suffix == ".gz",
        line_end=b"\r" if b"\n" not in text and b"\r" in text else b"\n",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    columns = Columns({"person_key": 1, "death_date": 2}, len(NAMES), header_line=1)
    return Plan(InputFile(1, source, path), layout_of(source), head, columns)


def read(engine: DuckDBEngine, plan: Plan, passing: Passing) -> tuple[list[FileRow], bool]:
    """The rows as the step reads them into its passing table, and whether the file has its end."""
    stream = stream_of(plan)
    with engine.lend("stream_of_file", stream.reader()):
        passing.make(
            engine,
            "rows_of_file",
            text_rows_sql(engine.dialect, "stream_of_file", plan.file, plan.columns, plan.layout),
        )
    stream.refuse_if_broken()
    rows = engine.rows(
        "select row_number, reason, line, person_key, death_date from rows_of_file order by row_number"
    )
    assert len(rows) == stream.rows
    found = [
        FileRow(number, reason, line, () if reason else tuple(cells))  # type: ignore[arg-type]
        for number, reason, line, *cells in rows
    ]
    return found, stream.is_ended


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    """An engine that reaches passing folders."""
    return DuckDBEngine(Session(folders=(tmp_path_factory.getbasetemp().resolve(),), threads=1))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=FILES, chunk=st.sampled_from([1, 5, 40, 1 << 22]), ways=st.tuples(st.booleans(), st.booleans()))
def test_the_rows_are_those_that_plain_python_reads(
    engine: DuckDBEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drawn: tuple[str, bytes, bytes, bytes],
    chunk: int,
    ways: tuple[bool, bool],
) -> None:
    """Same numbers, reasons, lines and values; packed or not, into a table or files, in whatever pieces it comes."""
    delimiter, body, mark, rest = drawn
    is_packed, is_filed = ways
    content = mark + delimiter.join(NAMES).encode() + b"\n" + body + rest
    monkeypatch.setattr("linkage.steps.inputs.text.lines.CHUNK_BYTES", chunk)
    path = tmp_path / ("a.csv.gz" if is_packed else "a.csv")
    path.write_bytes(gzip.compress(content, mtime=0) if is_packed else content)
    plan = plan_of(path, content, delimiter)

    found, has_end = read(engine, plan, Passing(("person_key", "death_date"), tmp_path if is_filed else None))

    wanted = rows_of(content, plan.form, names_of_key())
    assert [row for row in found if row.reason] == [row for row in wanted if row.reason]
    assert [row for row in found if not row.reason] == [
        FileRow(row.number, None, None, row.cells[:2]) for row in wanted if not row.reason
    ]
    assert has_end == is_ended(content)


def names_of_key() -> tuple[str, ...]:
    """What the header may call the key."""
    return (NAMES[0], "PERSON_KEY")
