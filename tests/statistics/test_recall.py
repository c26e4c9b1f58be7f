"""How often an event's own person is found, and what a wrong person shows, by hand on a few rows."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from linkage.engine.dialect import DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.held_out import BY
from linkage.steps.statistics.stray_contact import stray_contact_sql
from linkage.steps.statistics.tables import recall
from tests.statistics.held import load_held

ALL = "birth_date sex postcode "


def test_whoever_bears_no_birth_date_is_missed(engine: DuckDBEngine) -> None:
    """Of 100 held out 80 are found; of 60 of the month 40 are like them, 20 bear no birth date: 0.8 of 40 of 60."""
    held = [
        (n, "03", True, f"P{n}", ALL, "25-79", 0.9, n < 80, False, False, False, 1.0, 1.0, None)
        for n in range(100)
    ]
    pool = [(200 + n, "03", False, None, ALL if n < 40 else "sex ", "25-79", *[None] * 8) for n in range(60)]
    load_held(engine, [*held, *pool])
    (row,) = (row for row in engine.rows(recall.recall_without_sql()) if row[1] == "month")

    assert row[:4] == ("2019-11", "month", "2019-11", "without_number")
    assert row[4] == pytest.approx(0.8 * 40 / 60)
    assert row[5] == pytest.approx(100)


def asked(query: str, **tables_given: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """The rows of a query over tables of these rows alone, which lack what the query does not ask of them."""
    with duckdb.connect(config={"threads": 1}) as database:
        for name, rows in tables_given.items():
            database.register(name, pa.Table.from_pylist(rows))
        return database.sql(query).fetchall()


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def test_a_wrong_person_shows_what_is_there_by_the_day() -> None:
    """Of four less probable people one is in bed, one came to A&E the day before, one to a clinic, one to nothing."""
    pairs = [(1, "own"), (1, "bed"), (1, "emergency"), (2, "clinic"), (2, "away"), (3, "bed")]
    best = [(1, "own"), (2, None), (3, None)]
    beds = [
        ("bed", "2019-11-01", "2019-11-05", False),
        ("away", "2019-10-01", None, True),
        ("own", "2019-11-01", None, False),
    ]
    rows = asked(
        f"select relation from ({stray_contact_sql(DuckDBDialect())}) order by 1 nulls last",
        event=[
            {"event_id": name, "identity_key": n, "test_date": day("2019-11-05")}
            for n, name in enumerate(("e1", "e2", "gone"), 1)
        ],
        links=[{"event_id": "e1"}, {"event_id": "e2"}],
        person_posterior=[{"identity_key": key, "person_id": person} for key, person in pairs],
        posterior=[{"identity_key": key, "person_id": person} for key, person in best],
        spell_episode=[
            {
                "person_id": who,
                "episode_start": day(start),
                "episode_end": end and day(end),
                "is_stale": stale,
            }
            for who, start, end, stale in beds
        ],
        attendance=[
            {"person_id": "emergency", "arrival_date": day("2019-11-04")},
            {"person_id": "away", "arrival_date": day("2019-11-03")},
        ],
        appointment=[
            {"person_id": "clinic", "appointment_date": day("2019-11-05"), "attended": "5"},
            {"person_id": "away", "appointment_date": day("2019-11-05"), "attended": "3"},
        ],
    )

    assert [row[0] for row in rows] == ["AE_SAME_DAY", "IN_EPISODE", "OP_SAME_DAY", None]


def test_a_number_is_right_as_far_as_the_posterior_says() -> None:
    """A link counts as it is probable; an event of the pool as its person is thought to be in HES, found or not."""
    events = [
        ("rank", 1, "n", "linked", 0.99),
        ("pool", 2, "n", "linked", 0.9),
        ("missed", 3, "n", "unlinked", 0.2),
        ("absent", 4, "n", "unlinked", None),
        ("no number", 5, None, "linked", 1.0),
        ("kept apart", 6, "n", "unlinked", None),
        ("nobody's", 3, "n", "unlinked", None),
        ("a reviewer's", 6, "n", "linked", None),
    ]
    decided = dict.fromkeys(("kept apart", "nobody's", "a reviewer's"), "d")
    pool = [(2, 0.5, 1.0, 19.0), (3, 0.5, 0.5, 0.0), (4, 0.0, 1.0, 0.0)]
    rows = asked(
        f"select event_id, is_right, is_there from ({recall.numbered_event_sql()}) order by 1",
        outcome=[
            {"event_id": name, "period": "2019-11", "subject": name, **dict.fromkeys(BY, "any")}
            for name, *_ in events
        ],
        event=[
            {"event_id": name, "identity_key": key, "nhs_number": number} for name, key, number, *_ in events
        ],
        links=[
            {"event_id": name, "status": status, "match_probability": sure, "decision_id": decided.get(name)}
            for name, _, _, status, sure in events
        ],
        pool_phi=[
            {"identity_key": key, "phi": phi, "coverage": coverage, "mean_factor": factor}
            for key, phi, coverage, factor in pool
        ],
    )

    assert rows == [
        ("a reviewer's", 1, 1),
        ("absent", 0, 0),
        ("kept apart", 0, 0),
        ("missed", 0, pytest.approx(0.25 / 0.75)),
        ("nobody's", 0, 0),
        ("pool", 0.9, pytest.approx(0.95)),
        ("rank", 0.99, 1),
    ]
