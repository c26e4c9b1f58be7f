"""PRE_ADMISSION, GP_DA_THEN_ADMISSION and POST_DISCHARGE: the days around a stay."""

from linkage.config.rules import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

SPELL = rows("""
    episode | person | provider | spell | admitted   | start      | end        | discharged | order
    --------+--------+----------+-------+------------+------------+------------+------------+------
    E1      | H1     | RXA      | S1    | 2026-04-30 | 2026-04-30 | 2026-05-02 |            | 1
    E2      | H1     | RXA      | S1    | 2026-04-30 | 2026-05-02 | 2026-05-04 | 2026-05-04 | 2
""")


def test_every_boundary_day(engine: DuckDBEngine) -> None:
    """From 28 days before admission to the day before, on the first episode; from 1 to 30 days after, on the last."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date
            ------+--------+-----------
            a     | H1     | 2026-04-01
            b     | H1     | 2026-04-02
            c     | H1     | 2026-04-29
            d     | H1     | 2026-04-30
            e     | H1     | 2026-05-04
            f     | H1     | 2026-05-05
            g     | H1     | 2026-06-03
            h     | H1     | 2026-06-04
        """),
        episodes=SPELL,
    )
    expected = rows("""
        event_id | relation       | episode_key | days_from_test
        ---------+----------------+-------------+---------------
        a        | PERSON_ONLY    |             |
        b        | PRE_ADMISSION  | E1          | 28
        c        | PRE_ADMISSION  | E1          | 1
        d        | IN_EPISODE     | E1          | 0
        e        | IN_EPISODE     | E2          | -2
        f        | POST_DISCHARGE | E2          | -3
        g        | POST_DISCHARGE | E2          | -32
        h        | PERSON_ONLY    |             |
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_a_test_that_a_gp_asked_for_has_a_row_more(engine: DuckDBEngine) -> None:
    """Setting 04 only; before an admission PRE_ADMISSION comes first."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date  | source_setting
            ------+--------+------------+---------------
            gp    | H1     | 2026-04-20 | 04
            other | H1     | 2026-04-20 | 03
            none  | H1     | 2026-04-20 |
        """),
        episodes=SPELL,
    )
    expected = rows("""
        event_id | relation             | is_primary
        ---------+----------------------+-----------
        gp       | GP_DA_THEN_ADMISSION | false
        gp       | PRE_ADMISSION        | true
        none     | PRE_ADMISSION        | true
        other    | PRE_ADMISSION        | true
    """)

    assert seen(engine, "pathways", expected[0]) == expected


def test_the_windows_are_rules_each_of_its_own(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        events=rows("""
            event | person | test_date  | source_setting
            ------+--------+------------+---------------
            1     | H1     | 2026-04-25 | 04
            2     | H1     | 2026-05-06 | 04
            3     | H1     | 2026-05-07 | 04
        """),
        episodes=SPELL,
        windows=Windows(pre_admission_days=4, gp_da_admission_days=5, post_discharge_days=2),
    )

    assert engine.rows("select event_id, relation from pathways order by 1") == [
        ("1", "GP_DA_THEN_ADMISSION"),
        ("2", "POST_DISCHARGE"),
        ("3", "PERSON_ONLY"),
    ]


def test_the_nearest_of_two_stays_counts(engine: DuckDBEngine) -> None:
    second = rows("""
        episode | person | provider | spell | admitted   | start      | end        | discharged
        --------+--------+----------+-------+------------+------------+------------+-----------
        E3      | H1     | RXA      | S2    | 2026-05-20 | 2026-05-20 | 2026-05-21 | 2026-05-21
    """)
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-05-19", "provider": "RXA"}],
        episodes=[*SPELL, *second],
    )

    assert engine.rows("select relation, episode_key from pathways where is_primary") == [
        ("PRE_ADMISSION", "E3")
    ]
    assert engine.rows("select count(*) from pathways where relation = 'POST_DISCHARGE'") == [(1,)]


def test_an_open_stay_has_no_days_after_it(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2026-05-10"}],
        episodes=[{**row, "discharged": None} for row in SPELL],
    )

    assert engine.rows("select relation from pathways") == [("PERSON_ONLY",)]
