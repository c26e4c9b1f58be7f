"""CIPS: which provider spells of a person a transfer joins, and IN_CIPS between them."""

import pytest

from linkage.config.rules import Cips
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows


def spell(key: str, admitted: str, discharged: str | None, **others: str | None) -> dict[str, object]:
    """A spell of one episode; days of April 2026."""
    return {
        "episode": key,
        "person": "H1",
        "provider": f"R{key}",
        "spell": key,
        "admitted": f"2026-04-{admitted}",
        "start": f"2026-04-{admitted}",
        "end": discharged and f"2026-04-{discharged}",
        "discharged": discharged and f"2026-04-{discharged}",
        "class": "1",
        **others,
    }


CASES = rows("""
    case                       | to | from | method | next | class | joined
    ---------------------------+----+------+--------+------+-------+-------
    no transfer told           | 19 | 19   | 11     | 12   | 1     | no
    told by destination        | 51 | 19   | 11     | 12   | 1     | yes
    destination 84             | 84 | 19   | 11     | 12   | 1     | yes
    destination 54, a home     | 54 | 19   | 11     | 12   | 1     | no
    told by source             | 19 | 51   | 11     | 12   | 1     | yes
    source 84 is not in        | 19 | 84   | 11     | 12   | 1     | no
    told by method 2B          | 19 | 19   | 2B     | 12   | 1     | yes
    told by method 81          | 19 | 19   | 81     | 12   | 1     | yes
    a gap of one day           | 51 | 51   | 81     | 13   | 1     | yes
    a gap of two days          | 51 | 51   | 81     | 14   | 1     | yes
    a gap of three days        | 51 | 51   | 81     | 15   | 1     | no
    overlapping                | 51 | 51   | 81     | 11   | 1     | no
    home, then back through AE | 19 | 51   | 21     | 12   | 1     | no
    transferred through AE     | 51 | 51   | 21     | 12   | 1     | yes
    codes missing              |    |      |        | 12   | 1     | no
    regular day attender       | 51 | 51   | 81     | 12   | 3     | no
    regular night attender     | 51 | 51   | 81     | 12   | 4     | no
    class unknown              | 51 | 51   | 81     | 12   |       | yes
""")


@pytest.mark.parametrize("drawn", CASES, ids=[str(row["case"]) for row in CASES])
def test_what_joins_two_spells(engine: DuckDBEngine, drawn: dict[str, str | None]) -> None:
    first = spell("A", "10", "12", to=drawn["to"])
    codes = {name: drawn[name] for name in ("from", "method", "class")}
    second = spell("B", str(drawn["next"]), "20", **codes)
    place_events(engine, episodes=[first, second])

    assert engine.rows("select count(*) from spells") == [(2,)]
    joined = engine.rows("select count(distinct coalesce(cips_id, spell_id)) from spells") == [(1,)]
    assert joined == (drawn["joined"] == "yes")


def test_regular_attenders_have_no_cips(engine: DuckDBEngine) -> None:
    place_events(engine, episodes=[spell("A", "10", "10", **{"class": "3"}), spell("B", "12", "13")])

    assert engine.rows("select patient_class, cips_id = spell_id from spells order by 1") == [
        ("1", True),
        ("3", None),
    ]


def test_an_open_spell_is_not_continued_and_other_people_stay_apart(engine: DuckDBEngine) -> None:
    place_events(
        engine,
        episodes=[
            spell("A", "10", None, to="51"),
            spell("B", "12", "13", **{"from": "51"}),
            spell("C", "13", "14", person="H2", **{"from": "51"}),
        ],
    )

    assert engine.rows("select count(distinct cips_id) from spells") == [(3,)]


def test_the_code_sets_and_the_gap_are_rules(engine: DuckDBEngine) -> None:
    pair = [spell("A", "10", "12", to="54"), spell("B", "16", "20")]
    place_events(engine, episodes=pair)
    assert engine.rows("select count(distinct cips_id) from spells") == [(2,)]

    place_events(engine, episodes=pair, cips=Cips(max_gap_days=4, discharge_destinations=("54",)))
    assert engine.rows("select count(distinct cips_id) from spells") == [(1,)]


def test_a_day_between_the_spells_of_a_transfer(engine: DuckDBEngine) -> None:
    """On the 13th the person is on the way: A ended on the 12th, B begins on the 14th; A is as near and earlier."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date
            ------+--------+-----------
            12    | H1     | 2026-04-12
            13    | H1     | 2026-04-13
            14    | H1     | 2026-04-14
        """),
        episodes=[spell("A", "10", "12", to="51"), spell("B", "14", "20", **{"from": "51"})],
    )
    expected = rows("""
        event_id | relation   | episode_key | day_of_stay
        ---------+------------+-------------+------------
        12       | IN_EPISODE | A           | 2
        13       | IN_CIPS    | A           |
        14       | IN_EPISODE | B           | 0
    """)

    primary = [
        row
        for row in seen(engine, "pathways", [*expected[0], "is_primary"])
        if row.pop("is_primary") == "true"
    ]
    assert primary == expected
    assert engine.rows("select count(distinct cips_id) from pathways") == [(1,)]
