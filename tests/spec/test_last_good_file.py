"""`[did] replace = "month"`: of the files of a provider's month the last counts, and a final one before the others."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.commands.run.superseded import file_rows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import load, seen, standardise_did
from tests.tables import rows

SENT = rows("""
    file_id | row_number | site_code | test_date  | accession_number | becomes
    --------+------------+-----------+------------+------------------+-----------
    1       | 1          | RXA01     | 2026-04-10 | A1               | superseded
    1       | 2          | RXA02     | 2026-04-11 | A2               | withdrawn
    1       | 3          | RXB01     | 2026-04-12 | B1               | counts
    1       | 4          | RXA01     | 2026-05-01 | A3               | counts
    2       | 1          | RXA01     | 2026-04-10 | A1               | counts
    2       | 2          | RXA01     | 2026-04-30 | A4               | counts
    2       | 3          | RXA01     | 2026-04-30 | A4               | counts
""")
"""File 2 is RXA's April: RXA02 is of RXA too. It says nothing of RXB, and nothing of May."""


def versions(engine: DuckDBEngine) -> dict[tuple[int, int], bool]:
    """By file and line, whether the row counts."""
    found = engine.rows("select file_id, row_number, is_latest from event_version")
    return {(int(str(file)), int(str(line))): bool(latest) for file, line, latest in found}


def test_the_last_file_of_a_month_is_all_there_is(engine: DuckDBEngine) -> None:
    """By provider and month of the test; within the file, and between months, the last row of a key counts."""
    sent = [{name: value for name, value in row.items() if name != "becomes"} for row in SENT]
    standardise_did(engine, sent, None, finals=())
    counting = {
        (int(str(row["file_id"])), int(str(row["row_number"]))) for row in SENT if row["becomes"] == "counts"
    }

    assert {place for place, latest in versions(engine).items() if latest} == counting - {(2, 2)}


def test_what_it_no_longer_holds_is_counted(engine: DuckDBEngine) -> None:
    """By file: rows that another row of their event stands for, and rows of events that are in no file any more."""
    sent = [{name: value for name, value in row.items() if name != "becomes"} for row in SENT]
    standardise_did(engine, sent, None, finals=())
    files = [
        {"file_id": "1", "path": "one", "dataset": "did"},
        {"file_id": "2", "path": "two", "dataset": "did"},
    ]
    load(engine, "input_file", files, sha256="0", rows_read=0, rows_accepted=0, rows_quarantined=0)
    counted = file_rows(engine)

    assert (counted["one"].rows_superseded, counted["one"].rows_withdrawn) == (1, 1)
    assert (counted["two"].rows_superseded, counted["two"].rows_withdrawn) == (1, 0)


@pytest.mark.parametrize(
    ("finals", "counts"),
    [((), "A3"), ((1,), "A1"), ((1, 2), "A2"), ((2, 3), "A3")],
    ids=["none is final", "the first is", "two are: the later", "the last is"],
)
def test_a_final_submission_counts_before_provisional_ones(
    engine: DuckDBEngine, finals: tuple[int, ...], counts: str
) -> None:
    """Whatever the order."""
    sent = [
        {"file_id": str(n), "row_number": "1", "site_code": "RXA01", "accession_number": f"A{n}"}
        for n in (1, 2, 3)
    ]
    standardise_did(engine, sent, finals=finals)

    assert seen(engine, "event", ("accession_number",)) == [{"accession_number": counts}]


def test_a_correction_of_the_person_is_no_conflict(engine: DuckDBEngine) -> None:
    """Rows that do not count claim nothing: the file that counts says whose the examination is."""
    sent = rows("""
        file_id | row_number | accession_number | nhs_number | birth_date
        --------+------------+------------------+------------+-----------
        1       | 1          | A1               | 9990000018 | 1950-03-04
        2       | 1          | A1               | 9990000026 | 1961-07-08
    """)
    standardise_did(engine, sent, finals=())
    by_month = engine.count("select count(*) from key_conflict"), seen(engine, "event", ("nhs_number",))
    standardise_did(engine, sent)

    assert by_month == (0, [{"nhs_number": "9990000026"}])
    assert engine.count("select count(*) from key_conflict") == 2


def test_a_provider_that_is_not_known_is_its_site(engine: DuckDBEngine) -> None:
    """Two sites of new codes are two providers, unless a lookup has them of one."""
    sent = rows("""
        file_id | row_number | site_code | accession_number
        --------+------------+-----------+-----------------
        1       | 1          | A1B2C     | A1
        2       | 1          | D3E4F     | A2
    """)
    standardise_did(engine, sent, finals=())
    apart = seen(engine, "event", ("accession_number",))
    lookup = rows("""
        record_key | provider_code
        -----------+--------------
        A1B2C      | RXA
        D3E4F      | RXA
    """)
    standardise_did(engine, sent, sites=lookup, finals=())

    assert apart == [{"accession_number": "A1"}, {"accession_number": "A2"}]
    assert seen(engine, "event", ("accession_number",)) == [{"accession_number": "A2"}]


ROW = st.fixed_dictionaries(
    {
        "file_id": st.integers(1, 4),
        "site_code": st.sampled_from(["RXA01", "RXA02", "RXB01"]),
        "test_date": st.sampled_from(["2026-04-01", "2026-04-30", "2026-05-01"]),
        "accession_number": st.sampled_from(["A1", "A2", "A3"]),
    }
)


def counted_by_hand(sent: Sequence[Mapping[str, str]], finals: set[int]) -> set[tuple[int, int]]:
    """The plain twin: places of the rows that count."""
    place = [(int(row["file_id"]), int(row["row_number"])) for row in sent]
    month = [(row["site_code"][:3], row["test_date"][:7]) for row in sent]
    last = {
        key: max({(at[0] in finals, at[0]) for at, other in zip(place, month, strict=True) if other == key})[
            1
        ]
        for key in month
    }
    kept = [
        (row["site_code"], row["accession_number"], at)
        for row, at, key in zip(sent, place, month, strict=True)
        if last[key] == at[0]
    ]
    return {max(at for *_, at in same) for _, same in groupby(sorted(kept), key=lambda one: one[:2])}


@settings(max_examples=12, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12), st.frozensets(st.integers(1, 4)))
def test_as_two_loops_say_it(sent: list[dict[str, object]], finals: frozenset[int]) -> None:
    """Of any files in any order of rows, and every row is accounted for."""
    drawn = [
        {**{name: str(value) for name, value in row.items()}, "row_number": str(number)}
        for number, row in enumerate(sent, 1)
    ]
    engine = DuckDBEngine()
    try:
        standardise_did(engine, drawn, None, finals=tuple(finals))
        found = versions(engine)
    finally:
        engine.close()

    assert len(found) == len(drawn)
    assert {place for place, latest in found.items() if latest} == counted_by_hand(drawn, set(finals))
