"""One site and accession number for two people is a conflict: nobody vanishes as superseded, and no rate hides it."""

import json
from datetime import date
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.run.key_warnings import other_day_warnings
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.standardise.run import standardise_events
from tests.safety.keys_job import NUMBERS, counts, did_row, published, run, secure, write_did, write_job
from tests.spec.steps import load, pads_of, standardise_did
from tests.tables import Row, rows
from tests.told import words

pytestmark = pytest.mark.slow

N0, N1, N2 = NUMBERS[:3]
PAIRS = {
    "everything differs": ((N0, "1950-03-04", "AB1 2CD"), (N1, "1960-05-06", "EF3 4GH"), True),
    "one number, a corrected birth date": ((N0, "1950-03-04", None), (N0, "1950-04-03", None), False),
    "a corrected number": ((N0, "1950-03-04", "AB1 2CD"), (N1, "1950-03-04", "AB1 2CD"), False),
    "only the postcode is the same": ((N0, "1950-03-04", "AB1 2CD"), (N1, "1960-05-06", "ab12cd"), False),
    "nothing on both sides": ((N0, None, None), (None, "1950-03-04", "AB1 2CD"), False),
    "nothing on one side": ((N0, "1950-03-04", "AB1 2CD"), (None, None, None), False),
    "numbers that cannot be": (("1234567890", "1950-03-04", None), ("1234567891", "1950-03-04", None), False),
    "only postcodes, and they differ": ((None, None, "AB1 2CD"), (None, None, "EF3 4GH"), True),
    "only postcodes, one of nowhere": ((None, None, "AB1 2CD"), (None, None, "ZZ99 3VZ"), False),
}


def row(values: tuple[str | None, ...], file: int, sex: str = "1") -> Row:
    """A row of event A with number, birth date and postcode."""
    number, born, postcode = values
    known = {"nhs_number": number, "birth_date": born, "postcode": postcode}
    return {"file_id": file, "accession_number": "A", "sex": sex, **known}


@pytest.mark.parametrize("files", [(1, 1), (1, 2)], ids=["one file", "two files"])
@pytest.mark.parametrize("pair", PAIRS)
def test_what_a_conflict_is(engine: DuckDBEngine, pair: str, files: tuple[int, int]) -> None:
    """Identifiers on both sides, and none agrees; sex, the same or not, never decides."""
    first, second, is_conflict = PAIRS[pair]
    for sex in "12":
        standardise_did(engine, [row(first, files[0]), row(second, files[1], sex)])

        assert engine.scalar("select count(*) from key_conflict") == (2 if is_conflict else 0)
        assert engine.scalar("select count(*) from event") == (0 if is_conflict else 1)


CHAIN = """
    file_id | row_number | nhs_number | birth_date | postcode
    --------+------------+------------+------------+---------
    1       | 1          | 9990002002 | 1950-03-04 |
    1       | 2          |            | 1950-03-04 | AB1 2CD
    2       | 1          | 9990002010 |            | AB1 2CD
    2       | 2          |            |            |
"""
"""One person, corrected thing by thing; then a row that tells nothing."""
STRANGER = {
    "file_id": 3,
    "row_number": 1,
    "nhs_number": N2,
    "birth_date": "1981-07-21",
    "postcode": "EF3 4GH",
}


@pytest.mark.parametrize(
    ("stranger", "published_on", "kept"),
    [
        (False, None, [(1, 1), (1, 2), (2, 1), (2, 2)]),
        (True, None, []),
        (True, "2026-04-15", [(1, 1), (1, 2), (2, 1)]),
        (True, "2026-04-30", [(1, 1), (1, 2), (2, 1)]),
        (True, "2026-03-01", [(3, 1)]),
        (True, "2026-03-31", [(3, 1)]),
        (True, "2025-01-01", []),
    ],
)
def test_several_versions_of_two_people(
    engine: DuckDBEngine, stranger: bool, published_on: str | None, kept: list[tuple[int, int]]
) -> None:
    """Who is published stays, with every row of theirs; all else goes, also what tells nothing."""
    drawn: list[Row] = [{"accession_number": "A", **drawn} for drawn in rows(CHAIN)]
    if stranger:
        drawn.append({"accession_number": "A", "test_date": "2026-03-01", **STRANGER})
    standardise_did(engine, [{"accession_number": "A"}])
    event = engine.scalar("select event_id from event")
    days = [(event, date.fromisoformat(published_on))] if published_on else []
    engine.load("before", {"event_id": "text", "test_date": "date"}, days)
    load(engine, "did_raw", drawn, site_code="RXA01", test_date="2026-04-15")

    standardise_events(engine, None, pads_of, "select event_id, test_date from before")

    assert engine.rows("select file_id, row_number from event_version order by 1, 2") == kept
    latest = engine.rows("select file_id, row_number from event_version where is_latest")
    assert latest == kept[-1:]


def test_a_key_used_again_the_year_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first person's event stays as published; the second is set aside, warned of, counted and listed."""
    job = write_job(
        tmp_path / "job",
        {"DID_2018-11.csv": [did_row(0, "A0", day="2018-11-01"), did_row(2, "A2", day="2018-11-01")]},
    )
    assert run(job, month="2018-11") == 0
    write_did(job.parent, "DID_2019-11.csv", [did_row(1, "A0"), did_row(3, "A3")])
    capsys.readouterr()

    assert exit_code(["plan", str(job), "--month", "2019-11", "--json"]) == 0
    planned = json.loads(capsys.readouterr().out)["events"]
    assert (planned["months"], planned["key_conflicts"]) == ({"2018-11": 2, "2019-11": 1}, 1)
    assert run(job) == 0

    told = capsys.readouterr()
    assert "1 row(s) bear a site and accession number of several people (key_conflict)" in told.out
    assert "1 of them came where somebody else is published" in told.err
    assert (counts(job)["events"], counts(job)["other_month"], counts(job)["key_conflict"]) == (1, 2, 1)
    assert counts(job)["superseded"] == 0
    assert published(job, "select accession_number, person_id from links order by 1") == [
        ("A0", "P0"),
        ("A2", "P2"),
        ("A3", "P3"),
    ]
    assert secure(job, "quarantine", "path, row_number, reason") == [
        ("did/DID_2019-11.csv", 1, "key_conflict")
    ]
    page = (job.parent / "out" / "current" / "report" / "index.html").read_text("utf-8")
    assert "Key conflicts: 1 row(s) bear" in page
    flow = "select numerator from statistics where category = 'key_conflict' and period = '2019-11'"
    assert published(job, flow) == [(1,)]


def test_restated_beside_the_newcomer_the_first_stays(tmp_path: Path) -> None:
    """The published person's own correction still counts."""
    job = write_job(tmp_path / "job", {"1.csv": [did_row(0, "A0"), did_row(2, "A2")]})
    assert run(job) == 0
    write_did(job.parent, "2.csv", [did_row(1, "A0"), did_row(0, "A0", postcode="LF9 9EY")])

    assert run(job, "--restate") == 0
    assert published(job, "select accession_number, person_id from links order by 1") == [
        ("A0", "P0"),
        ("A2", "P2"),
    ]
    assert (counts(job)["superseded"], counts(job)["key_conflict"]) == (1, 1)


def test_one_person_on_two_days_of_one_file(engine: DuckDBEngine) -> None:
    """The later row counts, as ever; but two examinations may stand under one number, and that is told."""
    copies = [
        {"file_id": file, "accession_number": key, "nhs_number": N0, "test_date": day}
        for file, key, day in (
            (1, "A", "2026-04-15"),
            (1, "A", "2026-04-16"),
            (1, "B", "2026-04-15"),
            (2, "B", "2026-04-16"),
            (2, "C", "2026-04-15"),
            (2, "C", "2026-04-15"),
        )
    ]
    load(engine, "input_file", [{"file_id": n, "path": f"{n}.csv"} for n in (1, 2)], dataset="did", sha256="x",
         rows_read=3, rows_accepted=3, rows_quarantined=0)  # fmt: skip
    standardise_did(engine, copies)

    assert [told.split(" were")[0] for told in other_day_warnings(engine)] == ["1.csv: 1 row(s)"]
    assert engine.scalar("select count(*) from key_conflict") == 0


def test_a_month_of_nothing_but_conflicts_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 3, never "1 record supplied, 100%"."""
    job = write_job(tmp_path / "job", {"did.csv": [did_row(n, "A") for n in range(7)]})

    assert run(job) == 3
    assert (
        "7 row(s) of any month bear a site and accession number of several people" in capsys.readouterr().err
    )


def test_a_plan_warns_as_its_run_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of keys that are missing, or of several people or days: what is known before anything is linked."""
    twice = [did_row(2, "A2"), did_row(2, "A2", day="2019-11-02")]
    job = write_job(tmp_path / "job", {"a.csv": [did_row(0, "A0"), did_row(1, "A0"), did_row(3, ""), *twice]})

    def warned(*command: str) -> list[str]:
        assert exit_code([*command, str(job), "--month", "2019-11", "--quiet"]) == 0
        return [line for line in words(capsys.readouterr().err).splitlines() if line.startswith("warning: ")]

    planned = warned("plan")
    assert len(planned) == len(set(planned)) == 3
    assert set(planned) <= set(warned("run"))
