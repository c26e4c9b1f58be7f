"""The primary relation: the one to count when an event stands beside several contacts."""

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENT = """
    event | person | provider | test_date
    ------+--------+----------+-----------
    1     | H1     | RXA      | 2026-04-10
"""


def primary(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """The primary relations, of which there must be one per event."""
    return engine.rows("select relation, episode_key from pathways where is_primary")


def test_the_order_of_relations(engine: DuckDBEngine) -> None:
    """Each counts before those below it, though they are nearer; AE_THEN_ADMITTED comes with AE_SAME_DAY."""
    episodes = rows("""
        episode | person | provider | admitted   | start      | end        | discharged | method | destination
        --------+--------+----------+------------+------------+------------+------------+--------+------------
        E1      | H1     | RXB      | 2026-04-01 | 2026-04-01 | 2026-04-20 | 2026-04-20 | 11     | 19
        E2      | H1     | RXC      | 2026-04-02 | 2026-04-02 | 2026-04-03 | 2026-04-19 | 11     | 19
        E3      | H1     | RXD      | 2026-04-04 | 2026-04-04 | 2026-04-09 | 2026-04-09 | 11     | 51
        E4      | H1     | RXA      | 2026-04-11 | 2026-04-11 | 2026-04-12 | 2026-04-12 | 21     | 19
        E5      | H1     | RXB      | 2026-05-20 | 2026-05-20 | 2026-05-21 | 2026-05-21 | 11     | 19
        E6      | H1     | RXB      | 2026-03-20 | 2026-03-20 | 2026-03-21 | 2026-03-21 | 11     | 19
    """)
    attendances = rows("""
        attendance | person | provider | arrival
        -----------+--------+----------+-----------
        T1         | H1     | RXB      | 2026-04-09
        T2         | H1     | RXA      | 2026-04-10
    """)
    appointments = rows("""
        appointment | person | provider | date       | attended
        ------------+--------+----------+------------+---------
        A1          | H1     | RXB      | 2026-04-10 | 5
        A2          | H1     | RXB      | 2026-03-01 | 5
    """)
    contacts = [*episodes, *attendances, *appointments]
    event = {**rows(EVENT)[0], "request_date": "2026-03-01", "source_setting": "04"}
    expected = rows("""
        relation             | key | then_without
        ---------------------+-----+-------------
        IN_EPISODE           | E1  | E1
        IN_SPELL             | E2  | E2
        IN_CIPS              | E4  | E3
        AE_SAME_DAY          | T2  | T2
        AE_SAME_DAY          | T1  | T1
        OP_SAME_DAY          | A1  | A1
        OP_REQUESTED         | A2  | A2
        PRE_ADMISSION        | E4  | E4
        GP_DA_THEN_ADMISSION | E5  | E5
        POST_DISCHARGE       | E6  | E6
        PERSON_ONLY          |     |
    """)
    for step in expected:
        place_events(
            engine,
            events=[event],
            episodes=[row for row in contacts if "start" in row],
            attendances=[row for row in contacts if "arrival" in row],
            appointments=[row for row in contacts if "attended" in row],
            windows=Windows(gp_da_then_admission_days=90),
        )

        assert primary(engine) == [(step["relation"], step["key"])]
        contacts = [row for row in contacts if step["then_without"] not in list(row.values())[:1]]


def test_admission_before_attendance_before_appointment(engine: DuckDBEngine) -> None:
    """All contacts of the day are kept; the admission counts, though it alone is at another provider."""
    place_events(
        engine,
        events=rows(EVENT),
        episodes=rows("""
            episode | person | provider | start      | end
            --------+--------+----------+------------+-----------
            E1      | H1     | RXB      | 2026-04-08 | 2026-04-12
        """),
        attendances=[{"attendance": "T1", "person": "H1", "provider": "RXA", "arrival_date": "2026-04-10"}],
        appointments=rows("""
            appointment | person | provider | appointment_date | attended
            ------------+--------+----------+------------------+---------
            A1          | H1     | RXA      | 2026-04-10       | 5
        """),
    )

    assert seen(engine, "pathways", ("relation", "is_primary", "same_provider")) == rows("""
        relation    | is_primary | same_provider
        ------------+------------+--------------
        AE_SAME_DAY | false      | true
        IN_EPISODE  | true       | false
        OP_SAME_DAY | false      | true
    """)


def test_attendance_before_appointment(engine: DuckDBEngine) -> None:
    """Even an attendance of the day before comes before an appointment of the day."""
    place_events(
        engine,
        events=rows(EVENT),
        attendances=[{"attendance": "T1", "person": "H1", "provider": "RXB", "arrival_date": "2026-04-09"}],
        appointments=rows("""
            appointment | person | provider | appointment_date | attended
            ------------+--------+----------+------------------+---------
            A1          | H1     | RXA      | 2026-04-10       | 5
        """),
    )

    assert primary(engine) == [("AE_SAME_DAY", "T1")]


def test_same_provider_first(engine: DuckDBEngine) -> None:
    """Of two episodes that share the day, the later at the provider of the imaging counts."""
    place_events(
        engine,
        events=rows(EVENT),
        episodes=rows("""
            episode | person | provider | start      | end
            --------+--------+----------+------------+-----------
            E1      | H1     | RXB      | 2026-04-05 | 2026-04-10
            E2      | H1     | RXA      | 2026-04-10 | 2026-04-14
            E3      | H1     |          | 2026-04-05 | 2026-04-14
        """),
    )

    assert primary(engine) == [("IN_EPISODE", "E2")]
    assert seen(engine, "pathways", ("episode_key", "same_provider")) == rows("""
        episode_key | same_provider
        ------------+--------------
        E1          | false
        E2          | true
        E3          |
    """)


def test_the_earlier_of_two_that_share_a_day(engine: DuckDBEngine) -> None:
    """On the day one episode ends and the next begins, both are reported and the earlier counts."""
    place_events(
        engine,
        events=rows(EVENT),
        episodes=rows("""
            episode | person | provider | start      | end
            --------+--------+----------+------------+-----------
            E1      | H1     | RXA      | 2026-04-10 | 2026-04-14
            E2      | H1     | RXA      | 2026-04-05 | 2026-04-10
        """),
    )

    assert primary(engine) == [("IN_EPISODE", "E2")]
    assert engine.rows("select count(*) from pathways") == [(2,)]


def test_the_smaller_gap(engine: DuckDBEngine) -> None:
    """An attendance of the day comes before one of the day before, though that began earlier."""
    place_events(
        engine,
        events=rows(EVENT),
        attendances=rows("""
            attendance | person | provider | arrival_date
            -----------+--------+----------+-------------
            T1         | H1     | RXA      | 2026-04-09
            T2         | H1     | RXA      | 2026-04-10
        """),
    )

    assert primary(engine) == [("AE_SAME_DAY", "T2")]


def test_then_order_in_the_spell_then_key(engine: DuckDBEngine) -> None:
    """Episodes that start together stand by their order in the spell, unknown last, and then by key."""
    together = rows("""
        episode | person | provider | start      | end        | order
        --------+--------+----------+------------+------------+------
        E1      | H1     | RXA      | 2026-04-10 | 2026-04-10 |
        E3      | H1     | RXA      | 2026-04-10 | 2026-04-10 | 2
        E2      | H1     | RXA      | 2026-04-10 | 2026-04-10 | 2
        E4      | H1     | RXA      | 2026-04-10 | 2026-04-10 | 1
    """)
    place_events(engine, events=rows(EVENT), episodes=together)
    assert primary(engine) == [("IN_EPISODE", "E4")]

    place_events(engine, events=rows(EVENT), episodes=together[:3])
    assert primary(engine) == [("IN_EPISODE", "E2")]


def test_person_only_stands_alone(engine: DuckDBEngine) -> None:
    """A linked event with no contact at all has one row, primary, that tells of no episode."""
    place_events(engine, events=rows(EVENT))
    expected = rows("""
        relation    | is_primary | episode_source | episode_key | spell_id | days_from_test | same_provider
        ------------+------------+----------------+-------------+----------+----------------+--------------
        PERSON_ONLY | true       |                |             |          |                |
    """)

    assert seen(engine, "pathways", expected[0]) == expected
