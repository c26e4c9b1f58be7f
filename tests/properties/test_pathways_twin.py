"""Spells, continuous stays and relations: the SQL finds those that loops find."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.relations.every import NAMES
from tests.properties.hospital import HOSPITALS, KIN, Kin, linked_events, own_rules, with_kin
from tests.properties.worlds import apart, several, shared
from tests.reference import cips, episodes, relations, spells, stays
from tests.reference.admissions import admissions
from tests.reference.found import day_of
from tests.reference.relations import Hospital
from tests.spec.steps import Row, place_events, seen, shown

pytestmark = pytest.mark.slow


@shared
@given(
    several(st.tuples(linked_events(), HOSPITALS)),
    own_rules(),
    st.sampled_from((2000, 2025, 2026)),
    KIN,
    st.randoms(use_true_random=False),
)
def test_spells_and_relations(
    engine: DuckDBEngine,
    worlds: list[tuple[list[Row], Hospital]],
    rules: Rules,
    complete_to: int,
    kin: Kin,
    chance: object,
) -> None:
    """Laws 1, 8, 12: in any order, each episode is in the twin's spell, each event in its relations."""
    events, hospital = side_by_side(worlds)
    events = [with_kin(event, kin) for event in events]
    years = [year for row in hospital.episodes if isinstance(year := row["data_year"], int)]
    complete = max((year for year in years if year <= complete_to), default=None)
    hospital = replace(hospital, last_complete=complete)
    shuffled = [
        list(rows) for rows in (events, hospital.episodes, hospital.attendances, hospital.appointments)
    ]
    for rows in shuffled:
        chance.shuffle(rows)  # type: ignore[attr-defined]
    place_events(
        engine,
        events=shuffled[0],
        episodes=shuffled[1],
        attendances=shuffled[2],
        appointments=shuffled[3],
        windows=rules.windows,
        contacts=rules.contacts,
        cips=rules.cips,
        complete_to=complete_to,
        kin=[{"code": code, "other_code": other} for code, other in kin],
    )

    assert spells_found(engine) == spells_by_loops(hospital, rules)
    assert stays_found(engine) == stays_by_loops(hospital, rules)
    counted = [(row["episode_key"],) for row in episodes.own(hospital.episodes, rules.cips.transfer)]
    assert engine.rows("select episode_key from spell_episode order by 1") == sorted(counted)
    together = engine.rows("select sum(episodes), sum(spells), sum(length_of_stay) is null from cips")[0][:2]
    assert together == engine.rows("select sum(episodes), count(*) from spells")[0] or not counted
    assert relations_found(engine) == relations_by_loops(events, hospital, rules)
    assert outlook_found(engine) == outlook_by_loops(events, hospital, rules)
    assert readmissions_found(engine) == readmissions_by_loops(hospital, rules)


KEYS = ("event_id", "person_id", "episode_key", "attendance_key", "appointment_key")


def side_by_side(worlds: list[tuple[list[Row], Hospital]]) -> tuple[list[Row], Hospital]:
    """The events and hospitals of all worlds as those of one, by keys of their own."""

    def own(rows: Sequence[Row], world: int) -> list[Row]:
        return [apart(row, world, *KEYS) for row in rows]

    events: list[Row] = []
    episodes: list[Row] = []
    attendances: list[Row] = []
    appointments: list[Row] = []
    for world, (rows, hospital) in enumerate(worlds):
        events += own(rows, world)
        episodes += own(hospital.episodes, world)
        attendances += own(hospital.attendances, world)
        appointments += own(hospital.appointments, world)
    return events, Hospital(episodes, attendances, appointments)


def test_every_relation_is_generated() -> None:
    """Else the test above would hold of less than it seems to: among 2,000 drawings each of them comes up."""
    missing = set(NAMES)

    def is_the_last(drawn: tuple[list[Row], Hospital, Rules]) -> bool:
        missing.difference_update(value for row in relations_by_loops(*drawn) for value in row)
        return not missing

    with suppress(NoSuchExample):
        find(
            st.tuples(linked_events(), HOSPITALS, own_rules()),
            is_the_last,
            settings=settings(max_examples=2_000, derandomize=True, database=None, phases=[Phase.generate]),
        )
    assert missing == set()


SPELL_COLUMNS = (
    "person_id",
    "provider_code",
    "admission_date",
    "discharge_date",
    "admission_date_rule",
    "discharge_date_rule",
    "duplicate_episodes",
    "overlaps_elsewhere",
    "admission_method",
    "admission_source",
    "patient_class",
    "discharge_method",
    "discharge_destination",
    "length_of_stay",
)


def spells_found(engine: DuckDBEngine) -> dict[tuple[str, ...], tuple[str | None, ...]]:
    """Episode keys in order to the facts of their spell, from the engine."""
    placed: dict[object, list[str]] = {}
    for spell, key in engine.rows(
        "select spell_id, episode_key from spell_episode order by spell_id, spell_order"
    ):
        placed.setdefault(spell, []).append(str(key))
    facts = seen(engine, "spells", ("spell_id", *SPELL_COLUMNS))
    return {tuple(placed[row["spell_id"]]): tuple(row[column] for column in SPELL_COLUMNS) for row in facts}


def spells_by_loops(hospital: Hospital, rules: Rules) -> dict[tuple[str, ...], tuple[str | None, ...]]:
    """The same from the twin."""
    return {
        spell.episodes: tuple(shown(getattr(spell, column)) for column in SPELL_COLUMNS)
        for spell in twin_spells(hospital, rules)
    }


def twin_spells(hospital: Hospital, rules: Rules) -> list[spells.Spell]:
    """Every spell, from the twin."""
    own = episodes.own(hospital.episodes, rules.cips.transfer, hospital.last_complete)
    return spells.spells(own, rules.cips.transfer)


def stays_found(engine: DuckDBEngine) -> set[tuple[object, ...]]:
    """Each spell with the first of its continuous stay, and whether it begins an emergency readmission."""
    return set(
        engine.rows("""
        select spell.first_episode_key, first.first_episode_key, spell.is_emergency_readmission
        from spells as spell join spells as first on first.spell_id = spell.cips_id""")
    )


def stays_by_loops(hospital: Hospital, rules: Rules) -> set[tuple[object, ...]]:
    """The same from the twin."""
    again = {first for first, _, is_again, _ in readmissions_by_loops(hospital, rules) if is_again}
    return {
        (spell.episodes[0], stay[0].episodes[0], spell is stay[0] and spell.episodes[0] in again)
        for stay in cips.stays(twin_spells(hospital, rules), rules.cips)
        for spell in stay
    }


RELATION_COLUMNS = (
    "event_id",
    "relation",
    "episode_source",
    "episode_key",
    "days_from_test",
    "same_provider",
    "episode_date_rule",
    "day_of_stay",
    "is_primary",
    "gap_days",
    "admission_link",
    "is_imaging_appointment",
    "spell",
    "cips",
)


def relations_found(engine: DuckDBEngine) -> list[tuple[str | None, ...]]:
    """Every relation of every event, from the engine; spells by their first episodes."""
    named = """(
        select pathways.*, spell.first_episode_key as spell, stay.first_episode_key as cips
        from pathways
        left join spells as spell on spell.spell_id = pathways.spell_id
        left join spells as stay on stay.spell_id = pathways.cips_id)"""
    return [tuple(row.values()) for row in seen(engine, named, RELATION_COLUMNS)]


def relations_by_loops(events: list[Row], hospital: Hospital, rules: Rules) -> list[tuple[str | None, ...]]:
    """The same from the twin."""
    return sorted(
        (
            tuple(shown(getattr(relation, column)) for column in RELATION_COLUMNS)
            for event in events
            for relation in relations.relations(event, hospital, rules)
        ),
        key=lambda row: [(value is None, value or "") for value in row],
    )


def outlook_found(engine: DuckDBEngine) -> dict[object, tuple[object, ...]]:
    """The next admission of every event, and all its relations, from the engine."""
    rows = engine.rows("""
        select event_id, days_to_next_admission, spell.first_episode_key, next_cips_id is distinct from next_spell_id,
            next_admission_method_group, relations, imaging_appointment_only
        from events left join spells as spell on spell.spell_id = events.next_spell_id""")
    return {row[0]: row[1:] for row in rows}


def outlook_by_loops(events: list[Row], hospital: Hospital, rules: Rules) -> dict[object, tuple[object, ...]]:
    """The same from the twin."""
    found: dict[object, tuple[object, ...]] = {}
    for event in events:
        one = relations.outlook(event, hospital, rules)
        told = relations.relations(event, hospital, rules)
        days = (one.admitted - day_of(event)).days if one else None
        first, group = (one.first.spell.episodes[0], one.group) if one else (None, None)
        names = {relation.relation for relation in told}
        listed = ",".join(name for name in rules.precedence if name in names)
        near = [relation for relation in told if not relations.is_stale(relation)]
        only = all(relation.is_imaging_appointment for relation in near)
        found[event["event_id"]] = (days, first, False, group, listed, only)
    return found


def readmissions_found(engine: DuckDBEngine) -> set[tuple[object, ...]]:
    """Continuous stays, by their first episodes, that are a readmission or follow a discharge, from the engine."""
    return set(
        engine.rows("""
        select first.first_episode_key, days_since_discharge, cips.is_emergency_readmission,
            first.is_emergency_readmission
        from cips join spells as first on first.spell_id = cips.cips_id
        where days_since_discharge is not null or cips.is_emergency_readmission""")
    )


def readmissions_by_loops(hospital: Hospital, rules: Rules) -> set[tuple[object, int, bool, bool]]:
    """The same from the twin."""
    people: dict[object, list[stays.Record]] = {}
    for row in hospital.episodes:
        people.setdefault(row["person_id"], []).append(row)
    return {
        (one.first.spell.episodes[0], one.days_since, again := one.is_readmission(rules.contacts), again)
        for rows in people.values()
        for one in admissions(stays.stays(rows, rules.cips, hospital.last_complete), rules.contacts)
        if one.days_since is not None
    }
