"""Spells of which some episodes bear a provider spell number and an admission date, and others lack one or both."""

import pytest

from linkage.config.cips import Spells
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
from tests.tables import rows

NUMBERED: Row = {
    "episode": "E1",
    "person": "H1",
    "provider": "RXA",
    "spell": "S1",
    "admitted": "2026-04-01",
    "start": "2026-04-01",
    "end": "2026-04-03",
    "order": "1",
    "discharge_method": "8",
}

SECOND = """
    spell | admitted   | start      | order | provider | together | why
    ------+------------+------------+-------+----------+----------+------------------------------------------------
    S1    | 2026-04-01 | 2026-04-03 | 2     | RXA      | yes      | nothing is missing
          | 2026-04-01 | 2026-04-03 | 2     | RXA      | yes      | no number: its admission date
          | 2026-04-01 | 2026-04-02 | 2     | RXA      | yes      |
          | 2026-04-02 | 2026-04-03 | 2     | RXA      | no       | another day
          | 2026-04-01 | 2026-04-03 | 2     | RXB      | no       | another provider
    S1    |            | 2026-04-03 | 2     | RXA      | yes      | no admission date: its number
    S1    |            | 2026-04-05 | 2     | RXA      | yes      | though days lie between: nobody was discharged
    S1    |            | 2026-03-31 | 2     | RXA      | no       | before that began
    S2    |            | 2026-04-03 | 2     | RXA      | no       | another number
    S1    |            | 2026-04-01 | 1     | RXA      | yes      | the date is that of its start
          |            | 2026-04-03 | 2     | RXA      | yes      | neither: the last ended so, still in
          |            | 2026-04-04 | 2     | RXA      | no       | nothing holds it there
          |            | 2026-04-01 | 1     | RXA      | yes      | neither: the date is that of its start
"""


@pytest.mark.parametrize("drawn", rows(SECOND))
def test_the_second_of_two(engine: DuckDBEngine, drawn: Row) -> None:
    """One spell, closed by the second's discharge and under the first's id, or two."""
    place_events(engine, episodes=[NUMBERED])
    alone = engine.rows("select spell_id from spells")
    second = {name: drawn[name] for name in ("spell", "admitted", "start", "order", "provider")}
    place_events(
        engine,
        episodes=[
            NUMBERED,
            {"episode": "E2", "person": "H1", **second, "end": "2026-04-09", "discharged": "2026-04-09"},
        ],
    )

    columns = ("episodes", "admission_date", "discharge_date")
    found = seen(engine, "spells", columns)
    whole = {"episodes": "2", "admission_date": "2026-04-01", "discharge_date": "2026-04-09"}
    assert (found == [whole]) is (drawn["together"] == "yes")
    assert len(found) == (1 if drawn["together"] == "yes" else 2)
    assert engine.rows("select spell_id from spell_episode where episode_key = 'E1'") == alone


def test_the_first_lacks_its_admission_date(engine: DuckDBEngine) -> None:
    """The spell has that of the other: it is not open for ever."""
    first = {**NUMBERED, "admitted": None, "order": "2"}
    second = {
        **NUMBERED,
        "episode": "E2",
        "start": "2026-04-03",
        "end": "2026-04-09",
        "discharged": "2026-04-09",
    }
    place_events(engine, episodes=[first, second])

    assert seen(
        engine, "spells", ("admission_date", "admission_date_rule", "discharge_date", "is_open")
    ) == rows("""
        admission_date | admission_date_rule | discharge_date | is_open
        ---------------+---------------------+----------------+--------
        2026-04-01     | as_sent             | 2026-04-09     | false
    """)


def test_two_numbers_of_one_day(engine: DuckDBEngine) -> None:
    """Which of the two an episode is of that has the day alone, nobody can tell: it is of neither."""
    both = [NUMBERED, {**NUMBERED, "episode": "E2", "spell": "S2"}]
    lost = {**NUMBERED, "episode": "E3", "spell": None, "start": "2026-04-05", "end": "2026-04-06"}
    place_events(engine, episodes=[*both, lost])

    assert seen(engine, "spells", ("first_episode_key", "episodes")) == rows("""
        first_episode_key | episodes
        ------------------+---------
        E1                | 1
        E2                | 1
        E3                | 1
    """)


def test_a_number_that_came_again(engine: DuckDBEngine) -> None:
    """An episode without a date is of the last spell of its number that had begun, unless that had ended before it."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | spell | admitted   | start      | end        | discharged | order
            --------+--------+----------+-------+------------+------------+------------+------------+------
            E1      | H1     | RXA      | S1    | 2026-01-01 | 2026-01-01 | 2026-01-03 | 2026-01-09 | 1
            E2      | H1     | RXA      | S1    |            | 2026-01-03 | 2026-01-09 |            | 2
            E3      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-03 | 2026-04-09 | 1
            E4      | H1     | RXA      | S1    |            | 2026-04-03 | 2026-04-09 |            | 2
            E5      | H1     | RXA      | S1    |            | 2026-05-03 | 2026-05-09 |            | 2
        """),
    )

    assert seen(engine, "spells", ("first_episode_key", "episodes")) == rows("""
        first_episode_key | episodes
        ------------------+---------
        E1                | 2
        E3                | 2
        E5                | 1
    """)


@pytest.mark.parametrize("turned", [False, True])
def test_the_last_of_two_that_may_hold_it(engine: DuckDBEngine, *, turned: bool) -> None:
    """Neither had ended: the number of the one that began last is that of an episode without a date."""
    drawn = rows("""
        episode | person | provider | spell | admitted   | start      | end        | order
        --------+--------+----------+-------+------------+------------+------------+------
        E1      | H1     | RXA      | S1    | 2026-01-01 | 2026-01-01 | 2026-01-03 | 1
        E3      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 | 2026-04-03 | 1
        E4      | H1     | RXA      | S1    |            | 2026-04-05 | 2026-04-09 | 2
    """)
    place_events(engine, episodes=drawn[::-1] if turned else drawn)

    assert seen(engine, "spells", ("first_episode_key", "episodes")) == rows("""
        first_episode_key | episodes
        ------------------+---------
        E1                | 1
        E3                | 2
    """)


def test_no_number_anywhere_and_one_date(engine: DuckDBEngine) -> None:
    """The second is next by EPIORDER on the day on which the first ended: one spell."""
    for order, spells in (("2", [(2,)]), ("3", [(1,), (1,)])):
        first = {**NUMBERED, "spell": None, "discharge_method": None}
        second = {
            **first,
            "episode": "E2",
            "admitted": None,
            "start": "2026-04-03",
            "end": "2026-04-09",
            "order": order,
        }
        place_events(engine, episodes=[first, second])
        assert engine.rows("select episodes from spells") == spells


def test_apart_where_the_rules_say_so(engine: DuckDBEngine) -> None:
    """Two spells, as before."""
    lost = {**NUMBERED, "episode": "E2", "spell": None, "start": "2026-04-03", "end": "2026-04-09"}
    place_events(engine, episodes=[NUMBERED, lost], spells=Spells(keys_missing="apart"))

    assert engine.rows("select episodes from spells") == [(1,), (1,)]
