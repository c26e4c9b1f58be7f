"""Statistics of care, on a handful of events counted by hand."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.statistics.tables import (
    concordance,
    implausible,
    modality_by_setting,
    patients_by_setting,
    waits,
)
from linkage.words.names import DOUBTS
from linkage.words.statistic import Asked
from tests.spec.steps import load
from tests.tables import rows

MONTH = "2026-04"


def outcomes(engine: DuckDBEngine, drawn: str) -> None:
    """The table outcome, of the columns drawn; what is not drawn is the same for every event."""
    given = rows(drawn)
    columns = {
        "period": MONTH,
        "month": MONTH,
        "provider": "RXA",
        "source_setting": "03",
        "modality": "CT",
        "match_rank": "1A",
        "status": "linked",
        "care_setting": "outpatient",
        "primary_relation": "OP_SAME_DAY",
        "is_repeat": "false",
        "subject": None,
        "event_id": None,
    }
    values = [[row.get(name, default) for name, default in columns.items()] for row in given]
    engine.load("drawn_outcome", dict.fromkeys(columns, "text"), values)
    engine.create("outcome", "select * replace (cast(is_repeat as boolean) as is_repeat) from drawn_outcome")


def found(engine: DuckDBEngine, query: str, breakdown: str, category: str) -> dict[str, tuple[object, ...]]:
    """By measure: numerator, denominator, value, people on both sides."""
    told = engine.rows(f"""
        select measure, numerator, denominator, value, numerator_people, complement_people
        from ({query}) where breakdown = '{breakdown}' and category = '{category}'""")
    return {str(row[0]): row[1:] for row in told}


def test_waits(engine: DuckDBEngine) -> None:
    """Ten events of five people wait 0 to 56 days, one of them twice, and one was tested before it was asked for."""
    days = [0, 0, 1, 3, 7, 14, 15, 28, 42, 56, -2, None]
    people = "ABCDEABCDEAB"
    drawn = "event_id | subject\n---------+--------\n" + "\n".join(
        f"e{n} | {people[n]}" for n in range(len(days))
    )
    outcomes(engine, drawn)
    load(
        engine,
        "events",
        [{"event_id": f"e{n}", "days_request_to_test": wait} for n, wait in enumerate(days)],
        status="linked", provider_code="RXA", site_code="RXA01", test_date="2026-04-10", modality="CT",
        modality_source="lookup", ethnic_group="White", nhs_number_state="valid",
        **dict.fromkeys(("is_repeat", "over_merged_person", *DOUBTS), "false"),
    )  # fmt: skip
    engine.create("waited", waits.waited_sql())
    engine.create("wait_patient", waits.wait_patient_sql())
    engine.create("wait_day", waits.wait_day_sql())
    engine.create("wait_percentile", waits.wait_percentile_sql())
    told = found(engine, waits.waits_sql(), "month", MONTH)

    assert set(told) == {
        f"request_to_test.{name}"
        for name in ("p25", "p50", "p75", "p90", "within_14", "within_28", "within_42", "negative")
    }
    assert told["request_to_test.p25"] == (3, 10, 1.0, 3, 5)
    assert told["request_to_test.p50"] == (5, 10, 7.0, 5, 5)
    assert told["request_to_test.p75"] == (8, 10, 28.0, 5, 2)
    assert told["request_to_test.p90"] == (9, 10, 42.0, 5, 1)
    assert told["request_to_test.within_14"] == (6, 10, 0.6, 5, 4)
    assert told["request_to_test.negative"] == (1, 11, pytest.approx(1 / 11), 1, 5)
    for breakdown, category in (("modality", "CT"), ("source_setting", "03"), ("provider", "RXA")):
        assert found(engine, waits.waits_sql(), breakdown, category) == told


def test_patients_by_setting(engine: DuckDBEngine) -> None:
    """In a bed on a day of the month, arrived in it, came to an appointment of it; with imaging anywhere or there."""
    episodes = rows("""
        episode_key | person_id | episode_start | episode_end | is_unfinished | is_stale | last_census | patient_class
        ------------+-----------+---------------+-------------+---------------+----------+-------------+--------------
        E1          | before    | 2026-03-01    | 2026-03-31  | false         | false    |
        E2          | into      | 2026-03-01    | 2026-04-01  | false         | false    |
        E3          | out of    | 2026-04-30    | 2026-05-09  | false         | false    |
        E4          | after     | 2026-05-01    | 2026-05-09  | false         | false    |
        E5          | open      | 2025-01-01    |             | true          | false    | 2025-03-31
        E6          | endless   | 2025-01-01    |             | false         | false    |
        E7          | opted out | 2026-04-01    | 2026-04-09  | false         | false    |
        E8          | stale     | 2025-01-01    |             | true          | true     | 2026-03-31
        E9          | seen last | 2025-01-01    |             | true          | true     | 2026-04-01  |
        EA          | left then | 2025-01-01    |             | true          | false    | 2026-03-31  |
        EB          | left now  | 2025-01-01    |             | true          | false    | 2026-03-31  |
        EC          | session   | 2025-01-01    |             | true          | false    | 2026-03-31  | 3
        ED          | attends   | 2026-04-01    |             | true          | false    | 2026-03-31  | 4
        EE          | slip      | 2025-01-01    |             | true          | false    | 2026-03-31  |
    """)
    load(
        engine, "spell_episode", [{**row, "spell_id": row["episode_key"]} for row in episodes],
        admission_date_rule="as_sent", is_turned="false",
        is_duplicate="false", spell_order=1, spell_episodes=1, spell_duplicates=0,
    )  # fmt: skip
    discharged = {"EA": "2026-03-31", "EB": "2026-04-01", "EE": "2024-12-31"}
    left = [{"spell_id": key, "discharge_date": day} for key, day in discharged.items()]
    load(engine, "unfinished_stay", left)
    arrived = {"into": "2026-04-30", "before": "2026-03-31", "visitor": "2026-04-01"}
    load(
        engine,
        "attendance",
        [
            {"attendance_key": who, "person_id": who, "arrival_date": day, "attendance_source": "AE"}
            for who, day in arrived.items()
        ],
    )
    appointments = rows("""
        appointment_key | person_id | appointment_date | attended | treatment_specialty
        ----------------+-----------+------------------+----------+--------------------
        A1              | seen      | 2026-04-15       | 5        | 300
        A2              | missed    | 2026-04-15       | 3        | 300
        A3              | late      | 2026-04-15       | 6        |
        A4              | scanned   | 2026-04-15       | 5        | 812
        A5              | late      | 2026-04-16       | 5        | 812
    """)
    load(engine, "appointment", appointments)
    load(engine, "opted_out_person", [{"person_id": "opted out"}])
    events = rows("""
        event_id | person_id | primary_relation | status   | imaging_appointment_only
        ---------+-----------+------------------+----------+-------------------------
        e1       | into      | IN_EPISODE       | linked   | false
        e2       | seen      | IN_EPISODE       | linked   |
        e3       | late      | OP_REQUESTED     | linked   | false
        e4       |           |                  | unlinked |
        e5       | seen      | OP_SAME_DAY      | linked   | true
        e6       | scanned   | OP_SAME_DAY      | linked   | true
    """)
    load(
        engine, "events", events, provider_code="RXA", site_code="RXA01", test_date="2026-04-10", modality="CT",
        modality_source="lookup", ethnic_group="White", nhs_number_state="valid",
        **dict.fromkeys(("is_repeat", "over_merged_person", *DOUBTS), "false"),
    )  # fmt: skip
    days = ("2026-04-01", "2026-04-30")
    engine.create("setting_patient", patients_by_setting.setting_patient_sql(*days, ("812",)))
    query = patients_by_setting.patients_by_setting_sql(MONTH)

    in_bed = engine.rows("select person_id from setting_patient where setting = 'admitted' order by 1")
    assert [row[0] for row in in_bed] == [
        "attends", "into", "left now", "open", "out of", "seen last", "slip",
    ]  # fmt: skip
    assert found(engine, query, "setting", "admitted")["with_imaging"] == (1, 7, pytest.approx(1 / 7), 1, 6)
    assert found(engine, query, "setting", "emergency")["patients"][:2] == (2, 2)
    assert found(engine, query, "setting", "emergency")["with_imaging_in_setting"] == (0, 2, 0.0, 0, 2)
    outpatient = found(engine, query, "setting", "outpatient")
    assert outpatient["with_imaging"] == (2, 2, 1.0, 2, 0)
    assert outpatient["with_imaging_in_setting"] == (1, 2, 0.5, 1, 1)
    anybody = found(engine, query, "setting", "any")
    assert anybody["patients"] == (10, 10, 10.0, 10, 0)
    assert anybody["with_imaging"][0] == 3
    assert anybody["without_imaging"][0] == 7


def test_modality_by_setting(engine: DuckDBEngine) -> None:
    """Examinations, not rows; patients on both sides of each kind."""
    outcomes(
        engine,
        """
        event_id | subject | care_setting | modality | is_repeat
        ---------+---------+--------------+----------+----------
        e1       | A       | admitted     | CT       | false
        e2       | A       | admitted     | CT       | true
        e3       | A       | admitted     | MRI      | false
        e4       | B       | admitted     | CT       | false
        e5       | C       | unlinked     | CT       | false
        """,
    )
    query = modality_by_setting.modality_by_setting_sql()

    assert found(engine, query, "admitted", "CT") == {
        "examinations": (2, 3, 2.0, 2, 1),
        "share_of_setting": (2, 3, pytest.approx(2 / 3), 2, 1),
        "patients": (2, None, 2.0, 2, 1),
    }
    assert found(engine, query, "admitted", "MRI")["examinations"] == (1, 3, 1.0, 1, 2)
    assert found(engine, query, "unlinked", "CT")["share_of_setting"] == (1, 1, 1.0, 1, 0)


def test_concordance(engine: DuckDBEngine) -> None:
    """Any relation that the setting leads one to expect, and whether it is the one that counts."""
    outcomes(
        engine,
        """
        event_id | subject | source_setting | match_rank | primary_relation | status
        ---------+---------+----------------+------------+------------------+---------
        e1       | A       | 05             | 1A         | IN_EPISODE       | linked
        e2       | A       | 05             | 1A         | AE_SAME_DAY      | linked
        e3       | B       | 05             | P          | PERSON_ONLY      | linked
        e4       | C       | 04             | P          | PERSON_ONLY      | linked
        e5       | D       | 05             |            |                  | unlinked
        e6       | E       | 03             | 2          | OP_REQUESTED     | linked
        e7       | F       | 03             | 2          | PERSON_ONLY      | linked
        """,
    )
    relations = rows("""
        event_id | relation     | is_primary | episode_key | is_imaging_appointment
        ---------+--------------+------------+-------------+-----------------------
        e1       | IN_EPISODE   | true       | E1          |
        e1       | AE_SAME_DAY  | false      | T1          |
        e2       | AE_SAME_DAY  | true       | T2          |
        e3       | PERSON_ONLY  | true       |             |
        e4       | PERSON_ONLY  | true       |             |
        e6       | OP_REQUESTED | true       | A1          | false
        e6       | OP_SAME_DAY  | false      | A2          | true
        e7       | OP_SAME_DAY  | true       | A3          | true
    """)
    load(engine, "pathways", relations, person_id="H", match_rank="1A", implausible="false")
    engine.load(
        "setting_relation",
        {"code": "text", "relation": "text"},
        [("05", "AE_SAME_DAY"), ("03", "OP_SAME_DAY"), ("03", "OP_REQUESTED")],
    )
    engine.create("concordant_event", concordance.concordant_event_sql())
    engine.create("concordant_tally", concordance.concordant_tally_sql())
    query = concordance.concordance_sql()

    assert found(engine, query, "match_rank", "1A") == {
        "concordant": (2, 2, 1.0, 1, 0),
        "concordant_primary": (1, 2, 0.5, 1, 1),
    }
    assert found(engine, query, "match_rank", "P")["concordant"] == (0, 1, 0.0, 0, 1)
    assert found(engine, query, "match_rank", "2") == {
        "concordant": (1, 2, 0.5, 1, 1),
        "concordant_primary": (1, 2, 0.5, 1, 1),
    }
    assert found(engine, query, "month", MONTH)["concordant"][:2] == (3, 5)
    assert found(engine, query, "source_setting", "04") == {}
    assert found(engine, query, "source_setting.04", "PERSON_ONLY")["events"] == (1, 1, 1.0, 1, 0)
    assert found(engine, query, "source_setting.05", "IN_EPISODE")["events"] == (1, 3, 1.0, 1, 2)


def test_implausible(engine: DuckDBEngine) -> None:
    """Each sign, and any, among the linked."""
    outcomes(
        engine,
        """
        event_id | subject | match_rank | status
        ---------+---------+------------+---------
        e1       | A       | P          | linked
        e2       | A       | P          | linked
        e3       | B       | 1A         | linked
        e4       | C       |            | unlinked
        """,
    )
    engine.connection.execute("""
        create or replace table events as
        select event_id, event_id in ('e1', 'e4') as after_death, event_id = 'e1' as before_birth,
            false as in_two_hospitals, event_id = 'e3' as sex_impossible, null as mothers_number
        from outcome""")
    make_all(engine, implausible.items(Asked(engine.dialect)))
    query = implausible.implausible_sql()

    month = found(engine, query, "month", MONTH)
    assert month["after_death"] == (1, 3, pytest.approx(1 / 3), 1, 2)
    assert month["any"] == (2, 3, pytest.approx(2 / 3), 2, 1)
    assert found(engine, query, "match_rank", "P")["sex_impossible"] == (0, 2, 0.0, 0, 1)
