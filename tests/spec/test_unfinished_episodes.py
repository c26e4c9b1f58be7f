"""Unfinished episodes: a census on 31 March, that a later complete data year refutes or has again."""

import pytest

from linkage.config.cips import Unfinished
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make
from linkage.steps.standardise.hospitals import open_episodes_made
from tests.spec.steps import RECORD_NAMES, Row, load, place_events, renamed, seen
from tests.tables import rows

EPISODE = {"person_id": "H1", "provider_code": "RXA", "episode_start": "2012-06-01", "episode_order": 1}


def test_stale_once_a_later_complete_year_does_not_have_it(engine: DuckDBEngine) -> None:
    """Each group is one episode, sent in the years that stand there; 2014/15 is the last complete year."""
    drawn = rows("""
        episode | person | start      | status | data_year | last_census | stale | why
        --------+--------+------------+--------+-----------+-------------+-------+---------------------------------
        A1      | A      | 2012-06-01 | 1      | 2012      | 2013-03-31  | true  | in that year alone
        B1      | B      | 2012-06-01 | 1      | 2012      | 2015-03-31  | false | again in the last complete year
        B2      | B      | 2012-06-01 | 9      | 2014      | 2015-03-31  | false |
        C1      | C      | 2014-06-01 | 1      | 2014      | 2015-03-31  | false | the next year is provisional
        D1      | D      | 2015-06-01 | 1      | 2015      | 2016-03-31  | false |
        E1      | E      | 2012-06-01 | 1      |           |             | false | of no known year
        F1      | F      | 2013-06-01 | 1      | 2012      | 2013-06-01  | true  | it begins after its year
        G1      | G      | 2012-06-01 |        | 2012      | 2013-03-31  | true  |
    """)
    episodes = [
        {**{RECORD_NAMES.get(name, name): value for name, value in row.items()}, "episode_order": "1"}
        for row in drawn
    ]
    load(
        engine,
        "episode",
        [*episodes, {**EPISODE, "episode_key": "Z", "data_year": 2015, "episode_status": "3"}],
    )
    make(engine, open_episodes_made(engine.dialect, 2014))

    found = seen(engine, "open_episode", ("episode_key", "last_census", "is_stale"))
    assert found == [
        {"episode_key": row["episode"], "last_census": row["last_census"], "is_stale": row["stale"]}
        for row in drawn
    ]


def test_another_order_or_provider_is_another_episode(engine: DuckDBEngine) -> None:
    """A later year that has only these does not have the first any more."""
    others: list[Row] = [{"episode_order": 2}, {"provider_code": "RXB"}, {"person_id": "H2"}]
    for other in others:
        load(
            engine,
            "episode",
            [
                {**EPISODE, "episode_key": "1", "data_year": 2012, "episode_status": "1"},
                {**EPISODE, **other, "episode_key": "2", "data_year": 2014, "episode_status": "1"},
            ],
        )
        make(engine, open_episodes_made(engine.dialect, 2014))
        assert seen(engine, "open_episode", ("episode_key", "last_census", "is_stale")) == rows("""
            episode_key | last_census | is_stale
            ------------+-------------+---------
            1           | 2013-03-31  | true
            2           | 2015-03-31  | false
        """)


YEARS = """
    year | records | last day   | later | complete | why
    -----+---------+------------+-------+----------+----------------------------------------------------
    2018 | 1       | 2018-06-02 | 1     | true     | a later year is there
    2018 | 1       | 2019-03-31 | 0     | true     | its records reach its last week
    2018 | 1       | 2019-03-25 | 0     | true     |
    2018 | 1       | 2019-03-24 | 0     | false    |
    2018 | 300     | 2019-03-31 | 0     | false    | one slip of a date in so many reaches nothing
    2018 | 200     | 2018-11-30 | 1     | false    | one row of a mistyped year is no year
    2018 | 100     | 2018-11-30 | 1     | true     |
"""


@pytest.mark.parametrize("drawn", rows(YEARS))
def test_when_a_year_is_complete(engine: DuckDBEngine, drawn: Row) -> None:
    """By the rule: one record on the last day, the others in June."""
    year = int(str(drawn["year"]))
    ends = [str(drawn["last day"]), *["2018-06-02"] * (int(str(drawn["records"])) - 1)]
    own = [{"episode_end": day, "data_year": year} for day in ends]
    after = [{"episode_end": "2019-06-01", "data_year": year + 1}] * int(str(drawn["later"]))
    load(engine, "episode", [{**row, "episode_key": f"E{n}"} for n, row in enumerate([*own, *after])])
    make(engine, open_episodes_made(engine.dialect, None))

    found = seen(engine, f"(select * from data_year where data_year = {year})", ("is_complete",))
    assert found == [{"is_complete": drawn["complete"]}]


STAY = {"episode": "E1", "person": "H1", "provider": "RXA", "spell": "S1", "status": "1", "order": "1"}
LONG: Row = {**STAY, "admitted": "2012-06-01", "start": "2012-06-01", "data_year": 2012}
FINISHED: Row = {
    "episode": "Y",
    "person": "H9",
    "start": "2025-06-01",
    "end": "2025-06-02",
    "data_year": 2025,
}
CLINIC: Row = {"appointment": "A1", "person": "H1", "date": "", "attended": "5"}

RELATED = """
    complete | year | test       | clinic | spell rule       | relation      | rule             | primary | why
    ---------+------+------------+--------+------------------+---------------+------------------+---------+-------------
    2025     | 2012 | 2026-04-10 | no     | stale_open       | PERSON_ONLY   |                  | true    | years later
    2025     | 2012 | 2013-03-31 | no     | stale_open       | IN_EPISODE    | stale_open       | false   | its last day
    2025     | 2012 | 2013-03-31 | no     | stale_open       | PERSON_ONLY   |                  | true    |
    2025     | 2012 | 2013-04-01 | no     | stale_open       | PERSON_ONLY   |                  | true    | no discharge
    2025     | 2012 | 2013-03-31 | yes    | stale_open       | IN_EPISODE    | stale_open       | false   |
    2025     | 2012 | 2013-03-31 | yes    | stale_open       | OP_SAME_DAY   |                  | true    |
    2025     | 2012 | 2012-05-31 | no     | stale_open       | PRE_ADMISSION | stale_open       | true    | sure start
    2025     | 2012 | 2012-05-31 | yes    | stale_open       | OP_SAME_DAY   |                  | true    | behind it
    2025     | 2012 | 2012-05-31 | yes    | stale_open       | PRE_ADMISSION | stale_open       | false   |
    2024     | 2025 | 2026-04-10 | no     | open_unconfirmed | IN_EPISODE    | open_unconfirmed | true    | still in
    2024     | 2025 | 2026-04-10 | yes    | open_unconfirmed | IN_EPISODE    | open_unconfirmed | false   | behind it
    2024     | 2025 | 2026-04-10 | yes    | open_unconfirmed | OP_SAME_DAY   |                  | true    |
"""


def test_what_is_beside_an_unfinished_stay(engine: DuckDBEngine) -> None:
    """A stale one ends at its census and is never primary; one that is unconfirmed goes on, behind closed records."""
    cases: dict[tuple[object, ...], list[Row]] = {}
    for row in rows(RELATED):
        cases.setdefault(tuple(row[name] for name in ("complete", "year", "test", "clinic")), []).append(row)
    for (complete, year, test, clinic), expected in cases.items():
        place_events(
            engine,
            events=[{"event": "1", "person": "H1", "test_date": test}],
            episodes=[{**LONG, "data_year": int(str(year))}, FINISHED],
            appointments=[{**CLINIC, "date": test}] if clinic == "yes" else [],
            complete_to=int(str(complete)),
        )
        rule = seen(engine, "(select * from spells where person_id = 'H1')", ("discharge_date_rule",))
        found = seen(engine, "pathways", ("relation", "episode_date_rule", "is_primary"))
        assert rule == [{"discharge_date_rule": expected[0]["spell rule"]}]
        assert found == renamed(
            [{name: row[name] for name in ("relation", "rule", "primary")} for row in expected],
            rule="episode_date_rule",
            primary="is_primary",
        )


def test_behind_closed_records_after_its_census_alone(engine: DuckDBEngine) -> None:
    """By the setting: up to the last 31 March on which it was open the patient is known to have been in."""
    for day, first in (("2026-03-31", "IN_EPISODE"), ("2026-04-01", "OP_SAME_DAY")):
        place_events(
            engine,
            events=[{"event": "1", "person": "H1", "test_date": day}],
            episodes=[{**LONG, "data_year": 2025}],
            appointments=[{**CLINIC, "date": day}],
            unfinished=Unfinished(stands="behind_closed_after_census"),
        )
        assert engine.rows("select relation from pathways where is_primary") == [(first,)]


def test_a_sure_start_comes_before_the_scan_s_own_appointment(engine: DuckDBEngine) -> None:
    """A test on the eve of a stay whose end nobody sent: its start is as good as any."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": "2012-05-31"}],
        episodes=[LONG, FINISHED],
        appointments=[{**CLINIC, "date": "2012-05-31", "treatment_specialty": "812"}],
        complete_to=2025,
    )

    assert engine.rows("select relation from pathways where is_primary") == [("PRE_ADMISSION",)]


def test_a_stale_stay_absorbs_no_later_one(engine: DuckDBEngine) -> None:
    """Neither a transfer the day after its census, nor an episode under its number, nor one admitted years later."""
    place_events(
        engine,
        episodes=[
            LONG,
            FINISHED,
            *rows("""
                episode | person | provider | spell | admitted   | start      | end        | discharged | source
                --------+--------+----------+-------+------------+------------+------------+------------+-------
                E2      | H1     | RXB      | S2    | 2013-04-01 | 2013-04-01 | 2013-04-03 | 2013-04-03 | 51
                E3      | H1     | RXA      | S1    |            | 2019-04-01 | 2019-04-03 | 2019-04-03 | 51
            """),
        ],
        complete_to=2025,
    )

    columns = ("first_episode_key", "episodes", "admission_date", "discharge_date", "discharge_date_rule")
    assert seen(engine, "(select * from spells where person_id = 'H1')", columns) == rows("""
        first_episode_key | episodes | admission_date | discharge_date | discharge_date_rule
        ------------------+----------+----------------+----------------+--------------------
        E1                | 1        | 2012-06-01     | 2013-03-31     | stale_open
        E2                | 1        | 2013-04-01     | 2013-04-03     | as_sent
        E3                | 1        |                | 2019-04-03     | as_sent
    """)
    assert engine.rows("select count(*) from spells where person_id = 'H1' and spell_id = cips_id") == [(3,)]


CUT = """
    second start | second end | status | discharged | together | why
    -------------+------------+--------+------------+----------+----------------------------------
                 |            |        |            | no       | the last is stale
    2013-05-01   | 2013-05-04 | 3      | 2013-05-09 | yes      | it is closed, though its first is stale
    2013-05-01   | 2013-05-04 | 3      |            | yes      | the last is not stale
    2012-06-04   |            | 1      | 2013-05-09 | yes      | a discharge was sent
    2012-06-04   |            | 1      |            | no       | stale as well
"""


@pytest.mark.parametrize("drawn", rows(CUT))
def test_what_a_stale_episode_cuts_off(engine: DuckDBEngine, drawn: Row) -> None:
    """An episode of 4 May 2013 without a number, of the admission of 1 June: only from a spell that is stale."""
    second = {**LONG, "episode": "E2", "start": drawn["second start"], "end": drawn["second end"], "order": "2",
              "status": drawn["status"], "discharged": drawn["discharged"]}  # fmt: skip
    lost = {**LONG, "episode": "E3", "spell": None, "start": "2013-05-04", "end": "2013-05-09", "order": "3",
            "status": "3"}  # fmt: skip
    place_events(
        engine,
        episodes=[LONG, *([second] if drawn["second start"] else []), lost, FINISHED],
        complete_to=2025,
    )

    spells = engine.rows("select count(*) from spells where person_id = 'H1'")
    assert spells == [(1 if drawn["together"] == "yes" else 2,)]


STILL_IN = """
    complete | year | end        | method | later      | discharged | rule             | why
    ---------+------+------------+--------+------------+------------+------------------+---------------------------
    2025     | 2024 | 2025-01-09 | 8      |            | 2025-01-09 | stale_open       | no later year goes on with it
    2025     | 2024 | 2025-01-09 | 9      |            | 2025-01-09 | stale_open       |
    2025     | 2024 |            | 8      |            | 2025-01-02 | stale_open       | its own day is known
    2024     | 2024 | 2025-01-09 | 8      |            |            | open_unconfirmed | no later year is complete
    2025     |      | 2025-01-09 | 8      |            |            | open             | of no known year
    2025     | 2024 | 2025-01-09 | 1      |            | 2025-01-09 | last_episode_end | left by it
    2025     | 2024 | 2025-01-09 | 8      | 2025-06-01 | 2025-01-09 | last_episode_end | came back
"""


def test_an_episode_that_ended_with_the_patient_still_in(engine: DuckDBEngine) -> None:
    """Finished, admitted on 2 January 2025, no discharge, nothing after it in the stay."""
    for drawn in rows(STILL_IN):
        year, day, later = drawn["year"], "2025-01-02", drawn["later"]
        last = {**STAY, "admitted": day, "start": day, "end": drawn["end"], "status": "3",
                "discharge_method": drawn["method"], "data_year": year and int(str(year))}  # fmt: skip
        again = {**STAY, "episode": "E2", "spell": "S2", "admitted": later, "start": later, "end": later,
                 "discharged": later, "status": "3"}  # fmt: skip
        place_events(
            engine,
            events=[{"event": "1", "person": "H1", "test_date": "2025-01-20"}],
            episodes=[last, *([again] if later else []), FINISHED],
            complete_to=int(str(drawn["complete"])),
        )

        found = engine.rows("""
            select cast(discharge_date as string), discharge_date_rule
            from spells where first_episode_key = 'E1'""")
        assert found == [(drawn["discharged"] or None, drawn["rule"])]
        relations = {name for (name,) in engine.rows("select relation from pathways")}
        assert ("POST_DISCHARGE" in relations) == (drawn["rule"] == "last_episode_end")


SESSIONS = """
    class | complete | test       | rule       | discharged | relations   | why
    ------+----------+------------+------------+------------+-------------+--------------------------
    3     | 2025     | 2012-06-01 | start_day  | 2012-06-01 | IN_EPISODE  | its day
    3     | 2025     | 2012-06-02 | start_day  | 2012-06-01 | PERSON_ONLY | not until the census
    4     | 2011     | 2012-06-02 | start_day  | 2012-06-01 | PERSON_ONLY | nor for every later day
"""


@pytest.mark.parametrize("drawn", rows(SESSIONS))
def test_an_unfinished_session_of_a_regular_attender(engine: DuckDBEngine, drawn: Row) -> None:
    """It lasts its first day alone, as its episode does, whether stale or not."""
    place_events(
        engine,
        events=[{"event": "1", "person": "H1", "test_date": drawn["test"]}],
        episodes=[{**LONG, "class": drawn["class"]}, FINISHED],
        complete_to=int(str(drawn["complete"])),
    )

    found = seen(
        engine, "(select * from spells where person_id = 'H1')", ("discharge_date_rule", "discharge_date")
    )
    assert found == [{"discharge_date_rule": drawn["rule"], "discharge_date": drawn["discharged"]}]
    assert engine.rows("select relations from events") == [(drawn["relations"],)]


def test_an_admission_before_the_census_ends_it_first(engine: DuckDBEngine) -> None:
    """Whoever lay elsewhere in January was not in this bed until March."""
    place_events(
        engine,
        episodes=[
            LONG,
            {**FINISHED, "person": "H1", "provider": "RXB", "spell": "S2", "admitted": "2013-01-10",
             "start": "2013-01-10", "end": "2013-01-12", "discharged": "2013-01-12"},
        ],
        complete_to=2025,
    )  # fmt: skip

    found = engine.rows(
        "select cast(discharge_date as string), discharge_date_rule from spells order by admission_date"
    )
    assert found[0] == ("2013-01-09", "day_before_next_admission")
