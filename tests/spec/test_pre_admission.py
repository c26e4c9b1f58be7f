"""PRE_ADMISSION: the test falls 1 to 28 days before an admission."""

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENTS = """
    event   | person | source_setting | test_date
    --------+--------+----------------+-----------
    1_early | H1     | 03             | 2026-04-01
    2_first | H1     | 03             | 2026-04-02
    3_eve   | H1     | 03             | 2026-04-29
    4_day   | H1     | 03             | 2026-04-30
    5_other | H2     | 03             | 2026-04-29
"""
STAY = """
    episode | person | provider | spell | admitted   | start      | end        | discharged | method | order
    --------+--------+----------+-------+------------+------------+------------+------------+--------+------
    E2      | H1     | RXA      | S1    | 2026-04-30 | 2026-05-02 | 2026-05-04 | 2026-05-04 | 11     | 2
    E1      | H1     | RXA      | S1    | 2026-04-30 | 2026-04-30 | 2026-05-02 |            | 11     | 1
"""
BEFORE = "pathways where relation = 'PRE_ADMISSION'"


def test_every_day_before_an_admission(engine: DuckDBEngine) -> None:
    """The day of admission is in the stay; the row is on the first episode and tells of its spell."""
    place_events(engine, events=rows(EVENTS), episodes=rows(STAY))
    expected = rows("""
        event_id | episode_source | episode_key | days_from_test | is_primary | admission_method_group | day_of_stay
        ---------+----------------+-------------+----------------+------------+------------------------+------------
        2_first  | APC            | E1          | 28             | true       | elective               |
        3_eve    | APC            | E1          | 1              | true       | elective               |
    """)

    assert seen(engine, BEFORE, expected[0]) == expected
    assert seen(engine, BEFORE, ["spell_length_of_stay"]) == [{"spell_length_of_stay": "4"}] * 2
    assert seen(engine, "pathways where event_id like '4%'", ["relation"]) == [{"relation": "IN_EPISODE"}]


def test_an_open_stay_and_one_whose_first_episode_is_missing(engine: DuckDBEngine) -> None:
    """Counted from the admission date, on the first episode there is; without such a date, from nothing."""
    place_events(
        engine,
        events=rows(EVENTS),
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end
            --------+--------+----------+-------+------------+------------+-----
            E2      | H1     | RXA      | S1    | 2026-04-30 | 2026-05-02 |
            E3      | H1     | RXA      | S2    |            | 2026-04-30 |
        """),
    )

    assert seen(engine, BEFORE, ("event_id", "episode_key", "days_from_test")) == rows("""
        event_id | episode_key | days_from_test
        ---------+-------------+---------------
        2_first  | E2          | 30
        3_eve    | E2          | 3
    """)


def test_the_next_admission_counts(engine: DuckDBEngine) -> None:
    """Every admission in the window is told; at the same provider the nearest counts."""
    later = [{**row, "spell": "S2", "episode": "E9", "admitted": "2026-05-20"} for row in rows(STAY)[:1]]
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-25"}],
        episodes=[*rows(STAY), *later],
    )

    assert seen(engine, BEFORE, ("episode_key", "is_primary")) == rows("""
        episode_key | is_primary
        ------------+-----------
        E1          | true
        E9          | false
    """)


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """Reports also use 7 and 90 days."""
    place_events(engine, events=rows(EVENTS), episodes=rows(STAY), windows=Windows(pre_admission_days=7))
    assert seen(engine, BEFORE, ["event_id"]) == [{"event_id": "3_eve"}]

    place_events(engine, events=rows(EVENTS), episodes=rows(STAY), windows=Windows(pre_admission_days=90))
    assert [row["event_id"] for row in seen(engine, BEFORE, ["event_id"])] == ["1_early", "2_first", "3_eve"]
