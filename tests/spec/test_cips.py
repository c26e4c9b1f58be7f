"""Continuous inpatient spells: consecutive spells of one person, joined when a transfer is told between them."""

from collections.abc import Iterable, Mapping, Sequence

import pytest

from linkage.config.cips import Cips, ReturnedFromHome, Transfer
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.tables import rows


def stays(engine: DuckDBEngine) -> list[str]:
    """The continuous stays, each as the first episodes of its spells in order of admission."""
    stays: dict[object, list[str]] = {}
    for cips_id, episode in engine.rows("""
        select cips_id, first_episode_key from spells
        order by admission_date nulls last, discharge_date nulls last, first_episode_key"""):
        stays.setdefault(cips_id, []).append(str(episode))
    return sorted(map(" ".join, stays.values()))


def two_spells(**changed: str | None) -> list[Row]:
    """A transfer from RXA to RXB on one day, with changes: first_x is x of the first spell, next_x of the next."""
    first: dict[str, object] = {
        "episode": "E1",
        "person": "H1",
        "provider": "RXA",
        "admitted": "2026-04-01",
        "start": "2026-04-01",
        "end": "2026-04-05",
        "discharged": "2026-04-05",
        "method": "21",
        "source": "19",
        "destination": "51",
        "class": "1",
    }
    following: dict[str, object] = {
        **first,
        "episode": "E2",
        "provider": "RXB",
        "admitted": "2026-04-05",
        "start": "2026-04-05",
        "end": "2026-04-09",
        "discharged": "2026-04-09",
        "method": "11",
        "destination": "19",
    }
    for name, value in changed.items():
        side, _, column = name.partition("_")
        (first if side == "first" else following)[column] = value
    return [first, following]


def joined(engine: DuckDBEngine, cases: Iterable[Mapping[str, str | None]]) -> list[bool]:
    """Whether the two spells of each case, changes to `two_spells` of a person of their own, are one stay."""
    episodes = [
        {**spell, "episode": f"{spell['episode']} of {n}", "person": f"H{n:02}"}
        for n, changed in enumerate(cases)
        for spell in two_spells(**changed)
    ]
    place_events(engine, episodes=episodes)
    found = engine.rows(
        "select count(*), count(distinct cips_id) from spells group by person_id order by person_id"
    )
    assert {spells for spells, _ in found} == {2}
    return [stays == 1 for _, stays in found]


def test_every_gap(engine: DuckDBEngine) -> None:
    """0, 1 or 2 days from discharge to admission; a spell that begins before the other ends is no transfer."""
    cases = {
        "2026-04-04": False,
        "2026-04-05": True,
        "2026-04-06": True,
        "2026-04-07": True,
        "2026-04-08": False,
    }
    found = joined(engine, ({"next_admitted": admitted} for admitted in cases))

    assert dict(zip(cases, found, strict=True)) == cases


NOT_TOLD: dict[str, str | None] = {
    "first_destination": "19",
    "next_source": "19",
    "next_method": "11",
}
"""Codes that tell of no transfer."""


def told_by(engine: DuckDBEngine, column: str, codes: Sequence[str | None]) -> list[str]:
    """Which of the codes, where nothing else does, tells of a transfer; None is never one of them."""
    found = zip(codes, joined(engine, ({**NOT_TOLD, column: code} for code in codes)), strict=True)
    return [str(code) for code, is_one in found if is_one]


def test_every_destination(engine: DuckDBEngine) -> None:
    """To a hospital ward, a secure psychiatric unit or a private hospital: NHS Digital, version 2."""
    transfers = ["49", "50", "51", "52", "53", "84", "87"]

    assert told_by(engine, "first_destination", [*transfers, "19", "29", "54", "85", "98", None]) == transfers


def test_every_source(engine: DuckDBEngine) -> None:
    """From one of the same places; 84 is not among the sources."""
    transfers = ["49", "50", "51", "52", "53", "87"]

    assert told_by(engine, "next_source", [*transfers, "84", "19", "29", "79", None]) == transfers


def test_every_method(engine: DuckDBEngine) -> None:
    """Transfer from another provider, in an emergency or not."""
    transfers = ["2B", "81"]

    assert told_by(engine, "next_method", [*transfers, "11", "21", "2A", "28", None]) == transfers


def test_home_and_back_through_accident_and_emergency(engine: DuckDBEngine) -> None:
    """Home (19), then from a ward or A&E (51) as an emergency through A&E (21): all three, or it is a transfer."""
    cases = {
        ("19", "51", "21"): False,
        ("51", "51", "21"): True,
        (None, "51", "21"): True,
        ("19", "52", "21"): True,
        ("19", "51", "22"): True,
        ("19", "51", None): True,
    }
    names = ("first_destination", "next_source", "next_method")
    found = joined(engine, (dict(zip(names, codes, strict=True)) for codes in cases))

    assert dict(zip(cases, found, strict=True)) == cases


def test_per_person_never_per_provider(engine: DuckDBEngine) -> None:
    """A transfer within a provider counts, another person's spell does not, and neither does it come between."""
    place_events(engine, episodes=two_spells(next_provider="RXA"))
    assert stays(engine) == ["E1 E2"]

    place_events(engine, episodes=two_spells(next_person="H2"))
    assert stays(engine) == ["E1", "E2"]

    between = {**two_spells()[1], "episode": "E3", "person": "H2", "source": "19", "end": "2026-04-05"}
    place_events(engine, episodes=[*two_spells(), between])
    assert stays(engine) == ["E1 E2", "E3"]


@pytest.mark.parametrize("patient_class", ["3", "4"])
def test_regular_attenders_are_apart(engine: DuckDBEngine, patient_class: str) -> None:
    """They join nothing, and what they attend on the way does not come between two spells."""
    place_events(engine, episodes=two_spells(next_class=patient_class))
    assert stays(engine) == ["E1", "E2"]

    place_events(engine, episodes=two_spells(first_class=patient_class))
    assert stays(engine) == ["E1", "E2"]

    on_the_way = {**two_spells()[0], "episode": "E0", "class": patient_class, "admitted": "2026-04-05"}
    place_events(engine, episodes=[*two_spells(), on_the_way])
    assert stays(engine) == ["E0", "E1 E2"]


def test_an_open_spell_and_one_without_admission_join_nothing(engine: DuckDBEngine) -> None:
    """A gap needs both its days; that of a discharge may be known by the end of the last episode."""
    place_events(engine, episodes=two_spells(first_discharged=None))
    assert stays(engine) == ["E1 E2"]

    place_events(engine, episodes=two_spells(next_discharged=None, next_end=None, next_destination=None))
    assert stays(engine) == ["E1 E2"]

    place_events(engine, episodes=two_spells(next_admitted=None))
    assert stays(engine) == ["E1", "E2"]


def test_discharge_facts_of_the_last_episode_admission_facts_of_the_first(engine: DuckDBEngine) -> None:
    """What an earlier episode of the first spell says of its destination is not about the spell."""
    episodes = rows("""
        episode | person | provider | spell | admitted   | start      | discharged | destination | method
        --------+--------+----------+-------+------------+------------+------------+-------------+-------
        E1      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-01 |            | 98          | 21
        E2      | H1     | RXA      | S1    | 2026-04-01 | 2026-04-03 | 2026-04-05 | 19          | 21
        E3      | H1     | RXB      | S2    | 2026-04-06 | 2026-04-06 |            | 98          | 81
        E4      | H1     | RXB      | S2    | 2026-04-06 | 2026-04-08 | 2026-04-09 | 51          | 81
        E5      | H1     | RXC      | S3    | 2026-04-11 | 2026-04-11 | 2026-04-12 | 19          | 11
        E6      | H1     | RXC      | S4    | 2026-04-12 | 2026-04-12 | 2026-04-13 | 19          | 11
    """)
    place_events(engine, episodes=episodes)

    assert stays(engine) == ["E1 E3 E5", "E6"]
    assert engine.rows("""
        select count(*) from spells as spell join spells as first on first.spell_id = spell.cips_id
        where first.first_episode_key in ('E1', 'E6')""") == [(4,)]


def test_same_day_spells_stand_as_the_transfers_say(engine: DuckDBEngine) -> None:
    """Three hospitals in one day: the one only left comes first, the one only entered last, whatever their keys."""
    place_events(
        engine,
        episodes=rows("""
            episode | person | provider | admitted   | start      | discharged | source | destination
            --------+--------+----------+------------+------------+------------+--------+------------
            E1      | H1     | RXC      | 2026-04-01 | 2026-04-01 | 2026-04-01 | 51     | 19
            E2      | H1     | RXB      | 2026-04-01 | 2026-04-01 | 2026-04-01 | 51     | 51
            E3      | H1     | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-01 | 19     | 51
            E4      | H1     | RXD      | 2026-04-01 | 2026-04-01 | 2026-04-01 | 19     | 19
        """),
    )

    assert stays(engine) == ["E1 E2 E3", "E4"]
    first = engine.rows(
        "select distinct first.first_episode_key from spells join spells as first"
        " on first.spell_id = spells.cips_id order by 1"
    )
    assert first == [("E3",), ("E4",)]


def test_gap_and_codes_are_rules(engine: DuckDBEngine) -> None:
    """Other studies take a longer gap and fewer codes."""
    far = two_spells(next_admitted="2026-04-08")
    place_events(engine, episodes=far, cips=Cips(max_gap_days=3))
    assert stays(engine) == ["E1 E2"]

    place_events(engine, episodes=two_spells(), cips=Cips(transfer=Transfer(discharge_destinations=())))
    assert stays(engine) == ["E1", "E2"]

    home = two_spells(first_destination="19", next_source="51", next_method="21")
    never = ReturnedFromHome(admission_methods=())
    place_events(engine, episodes=home, cips=Cips(returned_from_home=never))
    assert stays(engine) == ["E1 E2"]
