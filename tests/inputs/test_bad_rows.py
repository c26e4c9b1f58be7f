"""A bad row never stops the job and is never lost: it is in the quarantine, with its line and the reason."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.base import Engine
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


def with_field(place: int, value: str) -> str:
    """DID row 2 with another value in field `place`, counted from 1."""
    row = did_row(2)
    row[place - 1] = value
    return ",".join(row)


GOOD = ",".join(did_row(1))
ROW = ",".join(did_row(2))
BAD_ROWS = {
    "a field too few": (",".join(did_row(2)[:-1]), "field_count"),
    "a field too many": (f"{ROW},x", "field_count"),
    "cut mid-row": (ROW[: len(ROW) // 2], "field_count"),
    "two rows on one line": (f"{ROW}{ROW}", "field_count"),
    "a carriage return for a line end": (f"{ROW}\r{ROW}", "field_count"),
    "a quote never closed": (with_field(6, '"AB1 2CD'), "field_count"),
    "a quote never closed in the last field": (with_field(18, '"acc'), "field_count"),
    "text after the closing quote": (with_field(6, '"AB1" 2CD'), "field_count"),
    "no site": (with_field(17, " \t"), "site_missing"),
    "no accession number": (with_field(18, '""'), "accession_missing"),
    "no test date": (with_field(13, ""), "test_date_missing"),
    "a test date that is none": (with_field(13, "2019-02-30"), "test_date_invalid"),
    "a test date of two digits of a year": (with_field(13, "02/11/19"), "test_date_invalid"),
    "nothing but delimiters": ("," * 17, "site_missing"),
    "neither site nor test date": (with_field(17, "").replace("2019-11-03", ""), "site_missing"),
}


@pytest.mark.parametrize(("line", "reason"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_did_row_is_set_aside_as_it_came(
    engine: Engine, tmp_path: Path, line: str, reason: str
) -> None:
    """The good rows around it are accepted unchanged."""
    file = put(tmp_path, "a.csv", f"{GOOD}\n{line}\n{GOOD}\n".encode())

    found = accepted(engine, did(file))

    assert quarantined(engine) == [(2, reason, line)]
    assert [row[1] for row in found] == [1, 3]
    assert found[0][2:] == found[1][2:]
    assert counts(engine) == [(3, 2, 1)]


@pytest.mark.parametrize("damage", [b"\xe9", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x92"])
def test_a_row_that_is_not_utf_8_is_set_aside_without_its_bytes(
    engine: Engine, tmp_path: Path, damage: bytes
) -> None:
    """A few rows in the encoding of another program; the row in good UTF-8 beside them is kept."""
    fine = with_field(9, "é€").encode()
    content = b"\n".join([GOOD.encode(), ROW.encode().replace(b"A", damage), fine, damage]) + b"\n"

    found = accepted(engine, did(put(tmp_path, "a.csv", content)))

    assert [(row[1], row[10]) for row in found] == [(1, "C1234567"), (3, "é€")]
    assert quarantined(engine) == [(2, "encoding", None), (4, "encoding", None)]


def test_a_line_break_inside_quotes_is_part_of_its_field(engine: Engine, tmp_path: Path) -> None:
    """The row is one, whole, with the number of its first line; in a key a line break is not to be seen."""
    whole, broken = with_field(9, '"C123\n4567"'), with_field(18, '"acc\n00002"')
    file = put(tmp_path, "a.csv", f"{GOOD}\n{broken}\n{GOOD}\n{whole}\n".encode())

    found = accepted(engine, did(file))

    assert [(row[1], row[10]) for row in found] == [(1, "C1234567"), (4, "C1234567"), (5, "C123\n4567")]
    assert quarantined(engine) == [(2, "key_control_character", broken)]
    assert counts(engine) == [(4, 3, 1)]


def test_bad_optional_values_are_kept_as_they_came(engine: Engine, tmp_path: Path) -> None:
    """Whether they mean anything is for the next step to say."""
    row = [*("?" * 12), "2019-11-02", "?", "?", "?", "S1", "A1"]

    found = accepted(engine, did(put(tmp_path, "a.csv", text([did_row(1), row]))))

    assert found[1][2:14] == ("?",) * 12


def test_a_field_of_ten_megabytes(engine: Engine, tmp_path: Path) -> None:
    """It is a value like any other, in a quoted line too, and costs no row its place."""
    for quote in ("", '"'):
        long = with_field(14, f"{quote}{'x' * 10_000_000}{quote}")
        found = accepted(engine, did(put(tmp_path, "a.csv", f"{GOOD}\n{long}\n{GOOD}\n".encode())))

        assert [(row[1], len(str(row[15]))) for row in found] == [(1, 5), (2, 10_000_000), (3, 5)]


def test_a_did_file_cut_near_its_end(engine: Engine, tmp_path: Path) -> None:
    """
    All rows but the last are as before; the last is set aside once a field is missing.

    A last field that is merely cut short looks like a shorter value: only a trailer or a row count could tell.
    """
    whole = text([did_row(1), did_row(2)])
    contents = [whole[:-cut] for cut in (*range(1, 21), len(whole) // 4)]
    files = [put(tmp_path, f"{n}.csv", content) for n, content in enumerate(contents)]

    found = accepted(engine, did(*files))

    keys = {(row[0], row[1]): row[-1] for row in found}
    for file_id, content in enumerate(contents, 1):
        fields = content.decode().splitlines()[1].split(",")
        assert keys[file_id, 1] == "ACC 00001"
        assert keys.get((file_id, 2)) == (fields[-1].strip().upper() or None if len(fields) == 18 else None)
    assert {(read, int(str(taken)) + int(str(left))) for read, taken, left in counts(engine)} == {(2, 2)}


def test_hes_rows_without_record_key_or_with_other_fields(engine: Engine, tmp_path: Path) -> None:
    """A HES row must have its record key and its person key: without the latter it tells of nobody."""
    rows = [list(APC_NAMES), apc_row(1), ["", *apc_row(2)[1:]], apc_row(3)[:-1], [apc_row(4)[0], *[""] * 8]]
    file = put(tmp_path, "a.txt", text(rows, delimiter="|"))

    found = accepted(engine, apc(file))

    assert [(row[1], row[2], row[3]) for row in found] == [
        (2, "000000000001", "P000001"),
    ]
    assert [row[:2] for row in quarantined(engine)] == [
        (3, "record_key_missing"),
        (4, "field_count"),
        (5, "person_key_missing"),
    ]


def test_bad_parquet_rows_are_set_aside_with_the_columns_we_know(engine: Engine, tmp_path: Path) -> None:
    """There is no line to keep, so one is made. (Nobody is linked here: what events are linked by is left out.)"""
    columns = dict(
        zip(DID_NAMES[-6:], ([n, n] for n in ("2019-11-01", "C", "", "", "S1", "A1")), strict=True)
    )
    columns["SITE_CODE_IMAGING"] = ["S1", ""]
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")

    source = replace(did(tmp_path / "a.parquet"), absent=("nhs_number", "birth_date", "sex", "postcode"))

    assert len(accepted(engine, source)) == 1
    assert quarantined(engine) == [(2, "site_missing", "2019-11-01|C||||A1")]


def test_every_file_has_its_own_ledger(engine: Engine, tmp_path: Path) -> None:
    """Two data sets, three files, bad rows in each."""
    first = put(tmp_path, "1.csv", f"{GOOD}\nx\n".encode())
    second = put(tmp_path, "2.csv", f"{GOOD}\n{ROW}\nx\nx\n\n".encode())
    third = put(tmp_path, "3.txt", text([APC_NAMES, apc_row(1), ["x"]], delimiter="|"))

    read_inputs(engine, [did(first, second), apc(third)])

    assert counts(engine) == [(2, 1, 1), (4, 2, 2), (2, 1, 1)]
    by_file = "select file_id, dataset, count(*) from quarantine group by 1, 2 order by 1"
    assert engine.rows(by_file) == [(1, "did", 1), (2, "did", 2), (3, "apc", 1)]
