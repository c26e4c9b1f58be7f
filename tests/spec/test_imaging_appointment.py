"""An appointment for imaging (treatment function 812) is the scan's own record: flagged, and the last to count."""

import pytest

from linkage.config.contacts import Contacts
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

EVENT = {
    "event": "1",
    "person": "H1",
    "provider": "RXA",
    "test_date": "2026-04-10",
    "request_date": "2026-04-01",
}
OWN = """
    appointment | person | provider | date       | attended | treatment_specialty
    ------------+--------+----------+------------+----------+--------------------
    OWN         | H1     | RXA      | 2026-04-10 | 5        | 812
"""
CLINIC = """
    appointment | person | provider | date       | attended | treatment_specialty
    ------------+--------+----------+------------+----------+--------------------
    CLINIC      | H1     | RXB      | 2026-04-10 | 5        | 300
"""
PRIMARY = ("relation", "episode_key", "is_primary", "is_imaging_appointment")


def test_beside_a_clinic(engine: DuckDBEngine) -> None:
    """Of the day, though that is elsewhere, or of the day of the request, though that comes later in the order."""
    place_events(engine, events=[EVENT], appointments=[*rows(OWN), *rows(CLINIC)])
    assert seen(engine, "pathways", PRIMARY) == rows("""
        relation    | episode_key | is_primary | is_imaging_appointment
        ------------+-------------+------------+-----------------------
        OP_SAME_DAY | CLINIC      | true       | false
        OP_SAME_DAY | OWN         | false      | true
    """)

    earlier = [{**row, "date": "2026-04-01"} for row in rows(CLINIC)]
    place_events(engine, events=[EVENT], appointments=[*rows(OWN), *earlier])
    assert seen(engine, "pathways", PRIMARY) == rows("""
        relation     | episode_key | is_primary | is_imaging_appointment
        -------------+-------------+------------+-----------------------
        OP_REQUESTED | CLINIC      | true       | false
        OP_SAME_DAY  | OWN         | false      | true
    """)
    assert seen(engine, "events", ("primary_relation", "relations", "imaging_appointment_only")) == rows("""
        primary_relation | relations                | imaging_appointment_only
        -----------------+--------------------------+-------------------------
        OP_REQUESTED     | OP_SAME_DAY,OP_REQUESTED | false
    """)


def test_beside_any_other_record(engine: DuckDBEngine) -> None:
    """It tells nothing that the event does not: an admission three weeks later counts before it; alone, it counts."""
    stay: Row = {
        "episode": "E1",
        "person": "H1",
        "provider": "RXB",
        "admitted": "2026-05-01",
        "start": "2026-05-01",
    }
    columns = ("primary_relation", "imaging_appointment_only")
    place_events(engine, events=[EVENT], appointments=rows(OWN), episodes=[stay])
    assert seen(engine, "events", columns) == [
        {"primary_relation": "PRE_ADMISSION", "imaging_appointment_only": "false"}
    ]

    place_events(engine, events=[EVENT], appointments=rows(OWN))
    assert seen(engine, "events", columns) == [
        {"primary_relation": "OP_SAME_DAY", "imaging_appointment_only": "true"}
    ]

    place_events(engine, events=[EVENT])
    assert seen(engine, "events", columns) == [
        {"primary_relation": "PERSON_ONLY", "imaging_appointment_only": "false"}
    ]


def test_beside_a_stale_record(engine: DuckDBEngine) -> None:
    """Of a stale stay nobody knows that it lasted to the test: the appointment is the only record."""
    stale: Row = {"episode": "E1", "person": "H1", "provider": "RXA", "admitted": "2025-06-01", "start": "2025-06-01",
                  "status": "1", "data_year": 2025}  # fmt: skip
    later: Row = {
        "episode": "E2",
        "person": "H9",
        "start": "2026-06-01",
        "end": "2026-06-02",
        "data_year": 2026,
    }
    event, own = {**EVENT, "test_date": "2026-03-30"}, [{**row, "date": "2026-03-30"} for row in rows(OWN)]
    place_events(engine, events=[event], appointments=own, episodes=[stale, later], complete_to=2026)

    assert seen(engine, "events", ("primary_relation", "relations", "imaging_appointment_only")) == [
        {
            "primary_relation": "OP_SAME_DAY",
            "relations": "IN_EPISODE,OP_SAME_DAY",
            "imaging_appointment_only": "true",
        }
    ]


@pytest.mark.parametrize(
    ("treatment_function", "listed", "flag"),
    [("812", ("812",), "true"), ("300", ("812",), "false"), (None, ("812",), "false"), ("812", (), "false"),
     ("810", ("812", "810"), "true")],
)  # fmt: skip
def test_the_treatment_functions_are_a_setting(
    engine: DuckDBEngine, treatment_function: str | None, listed: tuple[str, ...], flag: str
) -> None:
    """None known is none of them."""
    one = [{**row, "treatment_specialty": treatment_function} for row in rows(OWN)]
    place_events(engine, events=[EVENT], appointments=one, contacts=Contacts(imaging_appointments=listed))

    assert seen(engine, "pathways", ["is_imaging_appointment"]) == [{"is_imaging_appointment": flag}]
