"""However a file is written, the same rows come out of it, each with the line on which it stands."""

import datetime
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage import tables
from linkage.engine.base import Engine
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.read import read_inputs
from tests.inputs.sample import (
    APC_NAMES,
    DID_NAMES,
    accepted,
    apc,
    apc_row,
    counts,
    did,
    did_row,
    put,
    quarantined,
    text,
)

ROWS = [did_row(n) for n in range(1, 8)]


def expected(row: list[str], line: int, file_id: int = 1) -> tuple[object, ...]:
    """A row of did_raw as a person would write it from the fields."""
    values: list[object] = [field or None for field in row]
    values[12] = datetime.date.fromisoformat(row[12])
    values[16:] = [row[16].upper(), row[17].upper()]
    return (file_id, line, *values)


@pytest.mark.parametrize("delimiter", [",", "|", "\t"])
def test_every_way_of_writing_a_did_file_gives_the_same_rows(
    engine: Engine, tmp_path: Path, delimiter: str
) -> None:
    """Compression (told by content), header, line ends, byte order mark and quotes are a matter of writing."""
    files, wanted = [], []
    ways = product(("csv", "csv.gz", "gz"), (False, True), ("\n", "\r\n"), (False, True), (False, True))
    for file_id, (suffix, header, line_end, mark, quoted) in enumerate(ways, 1):
        rows = [*([list(DID_NAMES)] if header else []), *ROWS]
        content = text(rows, delimiter=delimiter, line_end=line_end, quoted=quoted, mark=mark)
        file = put(tmp_path, f"{file_id}.{suffix}", content)
        files.append(file.rename(tmp_path / f"{file_id}.csv") if suffix == "gz" else file)
        wanted += [expected(row, n + header, file_id) for n, row in enumerate(ROWS, 1)]

    assert accepted(engine, did(*files, delimiter=delimiter)) == wanted
    assert counts(engine) == [(7, 7, 0)] * 48


def test_parquet_gives_the_same_rows_as_text(engine: Engine, tmp_path: Path) -> None:
    """Typed columns as a data frame library writes them: dates, time stamps, codes with gaps as floats."""
    columns = dict(zip(DID_NAMES, map(list, zip(*ROWS, strict=True)), strict=True))
    typed: dict[str, pa.Array] = {name.lower(): pa.array(values) for name, values in columns.items()}
    typed["diagnostic_test_date"] = pa.array(
        map(datetime.date.fromisoformat, columns["DIAGNOSTIC_TEST_DATE"])
    )
    typed["person_birth_date"] = pa.array(map(datetime.datetime.fromisoformat, columns["PERSON_BIRTH_DATE"]))
    typed["nhs_number"] = pa.array(map(int, columns["NHS_NUMBER"]))
    typed["person_gender_code"] = pa.array(map(float, columns["PERSON_GENDER_CODE"]))
    typed["imaging_code_snomed"] = pa.array([float("nan")] * len(ROWS))
    typed["postcode"] = pa.array(columns["POSTCODE"]).dictionary_encode()
    pq.write_table(pa.table(typed), tmp_path / "a.parquet")

    found = accepted(engine, did(tmp_path / "a.parquet"))

    assert found == [expected(row, n) for n, row in enumerate(ROWS, 1)]
    assert counts(engine) == [(7, 7, 0)]


def test_a_header_may_have_other_names_order_and_columns(engine: Engine, tmp_path: Path) -> None:
    """Names of the stored table, names the job maps, lower case, blanks for underscores; unknown ones passed over."""
    names = list(DID_NAMES)
    names[2], names[4], names[16], names[17] = "date of birth", "GENDER_CODE", "provider_site_code", "My key"
    rows = [[*reversed(row), "x"] for row in (names, *ROWS)]
    rows[0][-1] = "SOMETHING_ELSE"
    file = put(tmp_path, "a.csv", text(rows))

    found = accepted(engine, did(file, **{"my key": "RADIOLOGICAL_ACCESSION_NUM"}))

    assert found == [expected(row, n + 1) for n, row in enumerate(ROWS, 1)]


def test_lines_are_numbered_as_an_editor_numbers_them(engine: Engine, tmp_path: Path) -> None:
    """Blank lines are no rows but they count; line ends may be mixed; the last line needs none."""
    lines = text(ROWS).decode().splitlines()
    content = f"\n{lines[0]}\r\n   \r\n\n{lines[1]}\n \t\0\n{lines[2]}\r\n\r\n{lines[3]}".encode()

    found = accepted(engine, did(put(tmp_path, "a.csv", content)))

    assert [(row[1], row[-1]) for row in found] == [
        (n, f"ACC {k:05d}") for k, n in enumerate((2, 5, 7, 9), 1)
    ]
    assert counts(engine) == [(4, 4, 0)]


def test_a_file_whose_lines_end_with_carriage_returns(engine: Engine, tmp_path: Path) -> None:
    """As some old programs still write."""
    file = put(tmp_path, "a.csv", text(ROWS, line_end="\r"))

    assert accepted(engine, did(file)) == [expected(row, n) for n, row in enumerate(ROWS, 1)]


def test_white_space_around_values_goes_and_inside_stays(engine: Engine, tmp_path: Path) -> None:
    """Spaces, tabs and NUL bytes around a value are no part of it, in quotes or out of them."""
    row = did_row(3)
    dirty = [
        f"{before}{field}{after}" for field, (before, after) in zip(row, [(" \t", "\0 ")] * 18, strict=True)
    ]
    quoted = [f' "{" " if field else ""}{field}\t" ' for field in row]
    file = put(tmp_path, "a.csv", (",".join(dirty) + "\n" + ",".join(quoted) + "\n").encode())

    assert accepted(engine, did(file)) == [expected(row, 1), expected(row, 2)]


def test_quoted_fields_may_hold_the_delimiter_and_quotes(engine: Engine, tmp_path: Path) -> None:
    """A quote within quotes is doubled."""
    row = did_row(3)
    row[8], row[17] = 'say "aa", or', ',x""y'
    file = put(tmp_path, "a.csv", text([row, did_row(4)]))

    assert accepted(engine, did(file)) == [expected(row, 1), expected(did_row(4), 2)]


def test_a_large_file_keeps_its_lines_in_order(engine: Engine, tmp_path: Path) -> None:
    """Several pieces, read by several threads, with a bad line here and there."""
    rows = [did_row(n) if n % 1000 else ["short"] for n in range(1, 60_001)]
    file = put(tmp_path, "a.csv", text(rows))

    read_inputs(engine, [did(file)])

    assert counts(engine) == [(60_000, 59_940, 60)]
    own_line = "concat('ACC ', lpad(cast(row_number as string), 5, '0'))"
    assert engine.scalar(f"select count(*) from did_raw where accession_number <> {own_line}") == 0
    assert [row[0] for row in quarantined(engine)] == list(range(1000, 60_001, 1000))


def test_hes_columns_by_name_and_absent_ones_null(engine: Engine, tmp_path: Path) -> None:
    """Files of one data set may have different columns; what any of them lacks is told."""
    first = put(tmp_path, "1.txt", text([APC_NAMES, apc_row(1)], delimiter="|"))
    shuffled = [
        [row[-1], *row[:-2], "x"] for row in ([*APC_NAMES[:-1], "ADMIMETH"], [*apc_row(2)[:-1], "2A"])
    ]
    shuffled[0][-1] = "NEW_FIELD"
    second = put(tmp_path, "2.txt.gz", text([[n.lower() for n in shuffled[0]], shuffled[1]], delimiter="|"))

    absent = read_inputs(engine, [apc(first, second)])

    columns = "record_key, person_key, postcode, end_date, primary_diagnosis, admission_method, site_code"
    assert engine.rows(f"select file_id, row_number, {columns} from apc_raw order by file_id") == [
        (1, 2, "000000000001", "P000001", "AB1  2CD", "2019-11-03", "R69X", None, None),
        (2, 2, "000000000002", "P000002", "AB1  2CD", None, None, "2A", None),
    ]
    assert {"ADMIMETH", "DIAG_01", "EPIEND", "SITETRET"} <= set(absent["apc"])
    assert "EPIKEY" not in absent["apc"]


@pytest.mark.parametrize("header", [False, True])
def test_hes_without_header_by_the_order_in_the_job(engine: Engine, tmp_path: Path, *, header: bool) -> None:
    """A header that is there all the same is taken for one, and its own order counts."""
    rows = [list(APC_NAMES), apc_row(1)] if header else [apc_row(1), apc_row(2)]
    if header:
        rows = [list(reversed(row)) for row in rows]
    file = put(tmp_path, "a.txt", text(rows, delimiter="|"))

    found = accepted(engine, apc(file, order=APC_NAMES))

    assert [(row[1], *row[2:8]) for row in found] == [
        (n + header, *apc_row(n)[:6]) for n in ((1,) if header else (1, 2))
    ]


def test_hes_without_a_person_key(engine: Engine, tmp_path: Path) -> None:
    """When the job names none, the column is null and not asked for."""
    rows = [[row[0], *row[2:]] for row in (list(APC_NAMES), apc_row(1))]
    file = put(tmp_path, "a.txt", text(rows, delimiter="|"))

    assert accepted(engine, apc(file, person_id=None))[0][2:5] == ("000000000001", None, "9990000001")


def test_data_sets_not_supplied_are_empty_tables(engine: Engine, tmp_path: Path) -> None:
    """Later steps find every table, with the columns of its contract and in their order."""
    read_inputs(engine, [did(put(tmp_path, "a.csv", text(ROWS)))])

    for table in ("input_file", "quarantine", "did_raw", "apc_raw", "op_raw", "ae_raw"):
        assert [row[0] for row in engine.rows(f"describe {table}")] == list(tables.contract(table).types)
    assert engine.rows("select count(*) from apc_raw union all select count(*) from ae_raw") == [(0,), (0,)]
    left = engine.rows("select table_name from information_schema.tables where table_name like 'input_rows%'")
    assert left == []


def test_files_are_numbered_by_data_set_and_place_and_hashed_once(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger names each file relative to the job, with the digest that was taken before."""
    (tmp_path / "did").mkdir()
    later = put(tmp_path / "did", "b.csv", text(ROWS))
    sooner = put(tmp_path / "did", "a.csv", text(ROWS[:2]))
    hospital = put(tmp_path, "apc.txt", text([APC_NAMES, apc_row(1)], delimiter="|"))
    sources = [apc(hospital), did(later, sooner)]
    sources[1] = type(sources[1])("did", (later, sooner), ",", {}, None, (), tmp_path)
    digests = fingerprints(sources)
    monkeypatch.setattr("linkage.steps.inputs.fingerprint._sha256", None)

    read_inputs(engine, sources, digests)

    listed = engine.rows("select file_id, dataset, path, sha256, rows_read from input_file order by file_id")
    assert listed == [
        (1, "did", "did/b.csv", digests["did:did/b.csv"], 7),
        (2, "did", "did/a.csv", digests["did:did/a.csv"], 2),
        (3, "apc", "apc.txt", digests["apc:apc.txt"], 1),
    ]
    assert list(digests) == ["did:did/b.csv", "did:did/a.csv", "apc:apc.txt"]


def test_nothing_supplied_is_all_tables_empty(engine: Engine) -> None:
    """The ledger of no files balances."""
    assert read_inputs(engine, []) == {}
    assert engine.rows("select count(*) from quarantine union all select count(*) from input_file") == [
        (0,),
        (0,),
    ]
