"""1.00037E+14 is no key, nor is a record key of several people: the file is refused, or the rows are set aside."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.steps.inputs.read import read_inputs
from linkage.words.key_text import is_shortened, is_shortened_sql
from tests.inputs.sample import APC_NAMES, accepted, apc, apc_row, did, did_row, put, quarantined, text
from tests.safety.keys_job import apc_row as admission
from tests.safety.keys_job import did_row as imaging
from tests.safety.keys_job import run, write_job
from tests.spec.steps import standardise_hes

DAMAGED = (
    "1.00037E+14",
    "1.00037e14",
    "1,00037E+14",
    "1E+14",
    "1e+14",
    "1.0E5",
    "6.54002E+12",
    "42.0",
    "123456.00",
)
SOUND = ("12E34", "1.5", "E14", "1E", "100036738878040", "A1.0", "1.0E", "1-2E+3")


@pytest.mark.parametrize("key", ["accession_number", "record_key", "person_key"])
def test_few_damaged_keys_are_set_aside_by_name(engine: DuckDBEngine, tmp_path: Path, key: str) -> None:
    """Up to the stated share; a key that only looks alike is kept."""
    values = [*DAMAGED, *SOUND]
    if key == "accession_number":
        rows = [[*did_row(n)[:-1], value] for n, value in enumerate(values, 1)]
        source = did(put(tmp_path, "a.csv", text(rows, quoted=True)))
    else:
        place = 0 if key == "record_key" else 1
        rows = [[*apc_row(n)[:place], value, *apc_row(n)[place + 1 :]] for n, value in enumerate(values, 1)]
        source = apc(put(tmp_path, "a.txt", text([list(APC_NAMES), *rows], delimiter="|")))

    accepted(engine, replace(source, max_damaged_key_share=len(DAMAGED) / len(values)))

    assert [reason for _, reason, _ in quarantined(engine)] == ["key_exponent"] * len(DAMAGED)


def test_many_damaged_keys_refuse_the_file(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Two of a hundred are more than the default allows, one is not; the message has the file and the setting."""
    for damaged in (1, 2):
        rows = [[*did_row(n)[:-1], "1.0E+14" if n <= damaged else f"A{n}"] for n in range(1, 101)]
        source = did(put(tmp_path, "a.csv", text(rows)))
        if damaged == 1:
            read_inputs(engine, [source])
            assert engine.rows("select reason from quarantine") == [("key_exponent",)]
        else:
            with pytest.raises(
                InputError, match=r"a.csv: 2 of 100 rows .* \[did\] max_damaged_key_share = 0.01"
            ):
                read_inputs(engine, [source])


@pytest.mark.parametrize("share", [0.01, 1.0])
def test_a_record_key_of_several_people(engine: DuckDBEngine, tmp_path: Path, share: float) -> None:
    """In one file or two; all its rows go, those of a record sent again for the same person stay."""
    first = [apc_row(1), ["K1", *apc_row(2)[1:]], apc_row(3)]
    second = [["K1", *apc_row(4)[1:]], apc_row(3), apc_row(5)]
    files = [
        put(tmp_path, f"{n}.txt", text([list(APC_NAMES), *rows], delimiter="|"))
        for n, rows in enumerate((first, second))
    ]
    source = replace(apc(*files), max_damaged_key_share=share)
    if share < 1:
        with pytest.raises(InputError, match=r"\[hes.apc\]: 2 of 6 rows bear a record key \(EPIKEY\)"):
            read_inputs(engine, [source])
        return

    found = accepted(engine, source)

    assert [row[:3] for row in found] == [
        (1, 2, "000000000001"),
        (1, 4, "000000000003"),
        (2, 3, "000000000003"),
        (2, 4, "000000000005"),
    ]
    assert [row[:2] for row in quarantined(engine)] == [(3, "record_key_shared"), (2, "record_key_shared")]
    assert str(quarantined(engine)[0][2]).startswith("K1|P000002|")


def test_whole_numbers_that_a_data_frame_made_floats(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Written as digits while none is lost; a float too large to hold the key is found out."""
    names = dict(zip(APC_NAMES, zip(*(apc_row(n) for n in (1, 2)), strict=True), strict=True))
    columns = {name: list(values) for name, values in names.items()}
    columns["EPIKEY"] = [100036738878040.0, 2.0**53 * 10]
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")

    found = accepted(engine, replace(apc(tmp_path / "a.parquet"), max_damaged_key_share=0.5))

    assert [row[2] for row in found] == ["100036738878040"]
    assert [reason for _, reason, _ in quarantined(engine)] == ["key_exponent"]


@pytest.mark.parametrize("of", ["accession", "episode"])
def test_a_job_of_eight_cut_keys_is_refused(
    tmp_path: Path, of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never "8 rows accepted, 1 episode": exit 3, the file named, no value told, nothing published."""
    people = range(7)
    is_accession = of == "accession"
    job = write_job(
        tmp_path / "job",
        {"did.csv": [imaging(n, "6.54002E+12" if is_accession else f"A{n}") for n in people]},
        [admission(n, episode=None if is_accession else "1.00037E+14") for n in people],
    )

    assert run(job) == 3
    told = capsys.readouterr().err
    assert ("did.csv: 7 of 7 rows" if is_accession else "apc.txt: 7 of 7 rows") in told
    assert "6.54" not in told
    assert not (job.parent / "out" / "current").exists()


def test_records_that_a_later_row_replaced_are_counted(engine: DuckDBEngine) -> None:
    """By data set: a key cut short for one person's records leaves a trace too."""
    twice = [
        {"record_key": key, "person_key": "H1", "start_date": "2026-04-01"} for key in ("K1", "K1", "K2")
    ]
    standardise_hes(engine, apc=twice, op=twice[1:], ae=twice)

    counted = (
        "select dataset, state, records from record_quality_count where field = 'record_key' order by 1, 2"
    )
    assert engine.rows(counted) == [
        ("ae", "latest", 2),
        ("ae", "superseded", 1),
        ("apc", "latest", 2),
        ("apc", "superseded", 1),
        ("op", "latest", 2),
    ]


def test_a_shortened_number_is_one_in_sql_and_in_python(engine: DuckDBEngine) -> None:
    """Of all that is no key those in exponent form alone: 42.0 has lost nothing."""
    values = (*DAMAGED, *SOUND)
    asked = ", ".join(is_shortened_sql(engine.dialect, f"'{value}'") for value in values)

    (found,) = engine.rows(f"select {asked}")

    assert found == tuple(map(is_shortened, values))
    assert [value for value in DAMAGED if not is_shortened(value)] == ["42.0", "123456.00"]
