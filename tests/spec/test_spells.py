"""Spells: one admission to one provider, by person, admission date, provider and provider spell number."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows


def test_the_episodes_of_one_admission(engine: DuckDBEngine) -> None:
    """Episodes of one person, provider, admission date and spell number are one stay."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged
            --------+--------+----------+-------+------------+------------+------------+-----------
            E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-03 | 2026-04-09 | 2026-04-09
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-03 |
        """),
    )
    expected = rows("""
        person_id | provider_code | admission_date | discharge_date | is_open | episodes | length_of_stay
        ----------+---------------+----------------+----------------+---------+----------+---------------
        H1        | RXA           | 2026-04-01     | 2026-04-09     | false   | 2        | 8
    """)

    assert seen(engine, "spells", expected[0]) == expected


def test_first_and_last_episode(engine: DuckDBEngine) -> None:
    """Facts of admission come from the first episode, those of discharge from the last."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | admitted   | start      | class | admission_method | discharge_method
            --------+--------+------------+------------+-------+------------------+-----------------
            E2      | H1     | 2026-04-01 | 2026-04-03 | 2     | 11               | 1
            E1      | H1     | 2026-04-01 | 2026-04-01 | 1     | 21               | 8
        """),
    )
    expected = rows("""
        first_episode_key | last_episode_key | patient_class | admission_method | discharge_method
        ------------------+------------------+---------------+------------------+-----------------
        E1                | E2               | 1             | 21               | 1
    """)

    assert seen(engine, "spells", expected[0]) == expected
    assert engine.rows("select admission_method_group from spells") == [("emergency",)]


def test_order_within_a_spell(engine: DuckDBEngine) -> None:
    """Episodes stand by start, then order, then end, then key; an unknown end comes last."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | order
            --------+--------+----------+-------+------------+------------+------------+------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-02 | 2026-04-02 | 1
            E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 |            | 2
            E3      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-05 | 2
            E4      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-04 | 2
            E6      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-09 | 1
            E5      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-09 | 1
        """),
    )

    assert seen(engine, "spell_episode", ("spell_order", "episode_key")) == rows("""
        spell_order | episode_key
        ------------+------------
        1           | E5
        2           | E6
        3           | E4
        4           | E3
        5           | E2
        6           | E1
    """)


def test_what_makes_another_spell(engine: DuckDBEngine) -> None:
    """Another person, provider, admission date or provider spell number is another admission."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end
            --------+--------+----------+-------+------------+------------+-----------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-02
            E2      | H2     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-02
            E3      | H1     | RXB      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-02
            E4      | H1     | RXA      | S1    | 2026-04-02 | 2026-04-02 | 2026-04-03
            E5      | H1     | RXA      | S2    | 2026-04-01 | 2026-04-01 | 2026-04-02
        """),
    )

    assert engine.rows("select count(*), sum(episodes) from spells") == [(5, 5)]


def test_readmitted_on_the_day_of_discharge(engine: DuckDBEngine) -> None:
    """Home in the morning and back at night: the provider spell number tells two stays of one day apart."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged
            --------+--------+----------+-------+------------+------------+------------+-----------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 2026-04-01
            E2      | H1     | RXA      | S2    | 2026-04-01 | 2026-04-01 | 2026-04-06 | 2026-04-06
        """),
    )
    expected = rows("""
        first_episode_key | discharge_date | length_of_stay
        ------------------+----------------+---------------
        E1                | 2026-04-01     | 0
        E2                | 2026-04-06     | 5
    """)

    assert seen(engine, "spells", expected[0]) == expected


def test_regular_attenders(engine: DuckDBEngine) -> None:
    """Each attendance of a regular day or night attender is a spell, however alike; day cases are not."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | class
            --------+--------+----------+-------+------------+------------+------------+------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 3
            E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 3
            E3      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 4
            E4      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 2
            E5      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-01 | 2
        """),
    )
    expected = rows("""
        first_episode_key | last_episode_key | episodes
        ------------------+------------------+---------
        E1                | E1               | 1
        E2                | E2               | 1
        E3                | E3               | 1
        E4                | E5               | 2
    """)

    assert seen(engine, "spells", expected[0]) == expected


def test_an_open_spell(engine: DuckDBEngine) -> None:
    """Without a discharge date on any episode the patient is still in, and the length of stay unknown."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | status
            --------+--------+----------+-------+------------+------------+------------+-------
            E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-03 | 3
            E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-03 |            | 1
        """),
    )
    expected = rows("""
        episodes | is_open | discharge_date | length_of_stay
        ---------+---------+----------------+---------------
        2        | true    |                |
    """)

    assert seen(engine, "spells", expected[0]) == expected


def test_an_episode_of_nobody(engine: DuckDBEngine) -> None:
    """An episode without a person key belongs to no spell."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | admitted   | start
            --------+--------+----------+------------+-----------
            E1      |        | RXA      | 2026-04-01 | 2026-04-01
        """),
    )

    assert seen(engine, "spell_episode", ["episode_key"]) == []


def test_without_an_admission_date_episodes_years_apart_are_not_one_stay(engine: DuckDBEngine) -> None:
    """Episodes whose admission date is unknown show no common admission; each is a spell of its own."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted | start      | end
            --------+--------+----------+-------+----------+------------+-----------
            E1      | H1     | RXA      |       |          | 2019-02-01 | 2019-02-03
            E2      | H1     | RXA      |       |          | 2026-04-01 | 2026-04-02
        """),
    )

    assert engine.rows("select count(*) from spells") == [(2,)]
