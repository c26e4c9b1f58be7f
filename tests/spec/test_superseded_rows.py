"""Superseded rows: of all rows with one site and accession number the last, by file and line, counts."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import seen, standardise_did, standardise_hes
from tests.tables import rows


def test_a_later_file_and_a_later_line_win(engine: DuckDBEngine) -> None:
    """A resubmission replaces what came before it, whatever order the rows are stored in."""
    standardise_did(
        engine,
        rows("""
            file_id | row_number | accession_number | referrer
            --------+------------+------------------+---------
            2       | 3          | A1               | second
            1       | 9          | A1               | first
            1       | 7          | A2               | last
            1       | 6          | A2               | earlier
            2       | 4          | A3               | only
        """),
    )
    expected = rows("""
        accession_number | referrer
        -----------------+---------
        A1               | second
        A2               | last
        A3               | only
    """)
    versions = rows("""
        file_id | row_number | is_latest
        --------+------------+----------
        1       | 6          | false
        1       | 7          | true
        1       | 9          | false
        2       | 3          | true
        2       | 4          | true
    """)

    assert seen(engine, "event", expected[0]) == expected
    assert seen(engine, "event_version", versions[0]) == versions


def test_another_site_is_another_event(engine: DuckDBEngine) -> None:
    """Two sites may use one accession number; neither replaces the other, and their event ids differ."""
    standardise_did(
        engine,
        rows("""
            site_code | accession_number
            ----------+-----------------
            RXA01     | A1
            RXA02     | A1
            RXA0      | 1A1
        """),
    )

    assert engine.rows("select count(*), count(distinct event_id) from event") == [(3, 3)]


def test_only_the_key_of_an_event_makes_its_id(engine: DuckDBEngine) -> None:
    """The id of an event is the same however often, and in whatever company, it is submitted."""
    standardise_did(engine, [{"accession_number": "A1", "nhs_number": "9990000018"}])
    alone = engine.rows("select event_id from event")
    standardise_did(engine, [{"accession_number": "A2"}, {"accession_number": "A1", "sex": "1"}])

    assert engine.rows("select event_id from event where accession_number = 'A1'") == alone


def test_a_hospital_record_submitted_again(engine: DuckDBEngine) -> None:
    """The last row of a record key is the episode; what an earlier row said of the person is still known."""
    standardise_hes(
        engine,
        apc=rows("""
            file_id | row_number | record_key | person_key | start_date | end_date   | sex
            --------+------------+------------+------------+------------+------------+----
            1       | 2          | K1         | H1         | 2026-03-30 |            | 1
            2       | 2          | K1         | H1         | 2026-03-30 | 2026-04-02 | 2
        """),
    )

    assert seen(engine, "episode", ("episode_key", "episode_end")) == [
        {"episode_key": "K1", "episode_end": "2026-04-02"}
    ]
    assert seen(engine, "hospital_identity", ("sex",)) == [{"sex": "1"}, {"sex": "2"}]
