"""Hospital activity on the day of the test: what counts, what it weighs, and what it does to twins."""

from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.activity import (
    compared_activity_sql,
    event_day_sql,
    hospital_activity_sql,
)
from linkage.steps.probabilistic.model.model import Model
from tests.probabilistic.evidence_world import ACTIVITY, bits, load_evidence, run, settled
from tests.probabilistic.test_rank_p import crowd
from tests.probabilistic.world import EVENT, nhs_number
from tests.spec.steps import load, renamed
from tests.tables import rows


def test_who_was_there() -> None:
    """The provider's own records that cover 15 November, and no others."""
    engine = DuckDBEngine()
    load(engine, "event", [{"event_id": "E", "identity_key": 1}], **EVENT)
    drawn = rows("""
        table       | person  | provider | first      | last       | more
        ------------+---------+----------+------------+------------+-----
        episode     | within  | RAA      | 2019-11-10 | 2019-11-20 |
        episode     | leaves  | RAA      | 2019-11-10 | 2019-11-15 |
        episode     | gone    | RAA      | 2019-11-10 | 2019-11-14 |
        episode     | open    | RAA      | 2019-11-10 |            |
        episode     | at home | RAA      | 2019-11-10 | 2019-11-20 | 5
        episode     | other   | RBB      | 2019-11-10 | 2019-11-20 |
        appointment | seen    | RAA      | 2019-11-15 |            | 5
        appointment | missed  | RAA      | 2019-11-15 |            | 3
        appointment | before  | RAA      | 2019-11-14 |            | 5
        attendance  | arrived | RAA      | 2019-11-15 |            |
        attendance  | night   | RAA      | 2019-11-14 |            |
        attendance  | earlier | RAA      | 2019-11-13 |            |
        attendance  | later   | RAA      | 2019-11-16 |            |
    """)
    names = {
        "episode": {"first": "admission_date", "last": "discharge_date", "more": "episode_type"},
        "appointment": {"first": "appointment_date", "more": "attended"},
        "attendance": {"first": "arrival_date"},
    }
    for table, columns in names.items():
        of = [row for row in drawn if row["table"] == table]
        listed = renamed(of, person="person_id", provider="provider_code", **columns)
        load(
            engine,
            table,
            [{f"{table}_key": f"{nth}", **row} for nth, row in enumerate(listed)],
            attendance_source="AE",
        )
    people = [(1, row["person"]) for row in drawn]
    engine.load("pair", {"identity_key": "integer", "person_id": "text"}, people)
    engine.create("hospital_activity", hospital_activity_sql())
    engine.create("event_day", event_day_sql("pair"))

    found = engine.rows(
        f"select person_id from ({compared_activity_sql('pair')}) as compared where is_active"
    )
    assert {row[0] for row in found} == {"within", "leaves", "seen", "arrived", "night"}


def test_the_mean_over_the_tests_and_the_twin_who_was_there(model: Model) -> None:
    """Two tests of one identity, one of them with the twin there: the mean, and no tie any more."""
    world = crowd()
    born = date(1990, 5, 17)
    world.people += [(f"TWIN{n}", nhs_number(900_000 + n), born, "1", "AB25AP") for n in (1, 2)]
    world.events.append((None, born, "1", "AB25AP"))
    engine = DuckDBEngine()
    tests = [
        {"test_date": "2019-11-15", "source_setting": "05"},
        {"test_date": "2019-11-15", "source_setting": "05"},
        {"test_date": "2019-11-20", "source_setting": "03"},
    ]
    there = {"person_id": "TWIN1", "provider_code": "RAA", "arrival_date": "2019-11-14"}
    load_evidence(engine, world, {601: tests}, attendances=[there])

    run(engine, model, ACTIVITY)

    found = bits(engine, "activity_weight", 601)
    away_05, away_every = -4.622068, -1.266787
    assert found["TWIN1"] == pytest.approx((6 + away_every) / 2, abs=1e-5)
    assert found["TWIN2"] == pytest.approx((away_05 + away_every) / 2, abs=1e-5)
    assert settled(engine, 601) == ("linked", "posterior", "TWIN1")
    plain = bits(engine, "weight_without_evidence", 601)
    assert plain["TWIN1"] == plain["TWIN2"]
