"""GP_DA_THEN_ADMISSION: a test by GP direct access, and an admission 1 to 28 days after it."""

from linkage.config.windows import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENTS = """
    event   | person | source_setting | test_date
    --------+--------+----------------+-----------
    1_early | H1     | 04             | 2026-04-01
    2_first | H1     | 04             | 2026-04-02
    3_eve   | H1     | 04             | 2026-04-29
    4_day   | H1     | 04             | 2026-04-30
    5_other | H2     | 04             | 2026-04-29
"""
STAY = """
    episode | person | provider | spell | admitted   | start      | end        | discharged
    --------+--------+----------+-------+------------+------------+------------+-----------
    E2      | H1     | RXA      | S1    | 2026-04-30 | 2026-05-02 | 2026-05-04 | 2026-05-04
    E1      | H1     | RXA      | S1    | 2026-04-30 | 2026-04-30 | 2026-05-02 |
"""
DIRECT = "pathways where relation = 'GP_DA_THEN_ADMISSION'"


def test_every_day_before_an_admission(engine: DuckDBEngine) -> None:
    """Beside PRE_ADMISSION, which counts before it while both windows are alike."""
    place_events(engine, events=rows(EVENTS), episodes=rows(STAY))

    assert seen(
        engine, "pathways", ("event_id", "relation", "episode_key", "days_from_test", "is_primary")
    ) == rows("""
        event_id | relation             | episode_key | days_from_test | is_primary
        ---------+----------------------+-------------+----------------+-----------
        1_early  | PERSON_ONLY          |             |                | true
        2_first  | GP_DA_THEN_ADMISSION | E1          | 28             | false
        2_first  | PRE_ADMISSION        | E1          | 28             | true
        3_eve    | GP_DA_THEN_ADMISSION | E1          | 1              | false
        3_eve    | PRE_ADMISSION        | E1          | 1              | true
        4_day    | IN_EPISODE           | E1          | 0              | true
        5_other  | PERSON_ONLY          |             |                | true
    """)


def test_no_other_setting(engine: DuckDBEngine) -> None:
    """Only a test that the general practice asked for itself."""
    settings = ("01", "02", "03", "04", "05", "06", "07", None)
    place_events(
        engine,
        events=[
            {"event": setting or "none", "person": "H1", "source_setting": setting, "test_date": "2026-04-20"}
            for setting in settings
        ],
        episodes=rows(STAY),
    )

    assert seen(engine, DIRECT, ["event_id"]) == [{"event_id": "04"}]
    assert engine.rows("select count(*) from pathways where relation = 'PRE_ADMISSION'") == [(8,)]


def test_the_window_is_a_rule(engine: DuckDBEngine) -> None:
    """One of its own, which may be longer than that of PRE_ADMISSION: then it may count."""
    place_events(
        engine, events=rows(EVENTS), episodes=rows(STAY), windows=Windows(gp_da_then_admission_days=90)
    )

    assert seen(engine, DIRECT, ("event_id", "is_primary")) == rows("""
        event_id | is_primary
        ---------+-----------
        1_early  | true
        2_first  | false
        3_eve    | false
    """)
