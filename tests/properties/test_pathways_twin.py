"""Spells and relations: the SQL finds the stays and the primary contacts that loops find."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linkage.config.rules import Windows
from linkage.engine.duckdb import DuckDBEngine
from tests.properties.generated import days
from tests.reference import cips, relations, spells
from tests.spec.steps import Row, place_events, seen, shown

FIRST_DAY, LAST_DAY = date(2026, 4, 10), date(2026, 4, 16)
PERSONS = st.sampled_from(("H1", "H1", "H2"))
PROVIDERS = st.sampled_from(("RXA", "RXB", None))
DAYS = days(FIRST_DAY, LAST_DAY)


@st.composite
def hospital_episodes(draw: st.DrawFn) -> list[Row]:
    """
    Finished, open and unfinished episodes of two people within a week; some come again, some are transfers.

    Every admission date is known: others have spec tests.
    """
    found: list[Row] = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        found.append(
            {
                "episode_key": f"E{number}",
                "person_id": draw(st.sampled_from(("H1", "H1", "H2", None))),
                "provider_code": draw(PROVIDERS),
                "provider_spell_number": draw(st.sampled_from(("S1", "S2", None))),
                "admission_date": draw(st.sampled_from((FIRST_DAY, start))),
                "episode_start": draw(st.sampled_from((start, start, start, None))),
                "episode_end": draw(st.one_of(st.none(), days(start, LAST_DAY), days(start, LAST_DAY))),
                "discharge_date": draw(st.one_of(st.none(), days(start, LAST_DAY))),
                "episode_order": draw(st.sampled_from((None, 1, 2))),
                "episode_status": draw(st.sampled_from(("3", "3", "3", "1"))),
                "patient_class": draw(st.sampled_from(("1", "1", "2", "3", "4", None))),
                "admission_method": draw(st.sampled_from(("11", "21", "2B", None))),
                "admission_source": draw(st.sampled_from(("19", "51", None))),
                "discharge_method": draw(st.sampled_from(("1", "8", None))),
                "discharge_destination": draw(st.sampled_from(("19", "51", None))),
                "attendance_key": draw(st.sampled_from((None, None, "attendance0"))),
            }
        )
    return found


@st.composite
def contacts(draw: st.DrawFn, key: str, day: str) -> list[Row]:
    """A&E attendances or appointments of two people within five days."""
    return [
        {
            f"{key}_key": f"{key}{number}",
            "person_id": draw(PERSONS),
            "provider_code": draw(PROVIDERS),
            f"{day}_date": draw(st.one_of(DAYS, DAYS, st.none())),
            **(
                {"attended": draw(st.sampled_from(("2", "5", "5", "6", "7")))}
                if key == "appointment"
                else {"episode_key": draw(st.sampled_from((None, None, "E0")))}
            ),
        }
        for number in range(draw(st.integers(0, 4)))
    ]


@st.composite
def linked_events(draw: st.DrawFn) -> list[Row]:
    """Events linked to two people within five days."""
    return [
        {
            "event_id": f"event{number}",
            "person_id": draw(PERSONS),
            "provider_code": draw(st.sampled_from(("RXA", "RXB"))),
            "test_date": draw(DAYS),
            "request_date": draw(st.one_of(st.none(), DAYS)),
            "source_setting": draw(st.sampled_from(("01", "04", None))),
        }
        for number in range(draw(st.integers(1, 4)))
    ]


@given(
    linked_events(),
    hospital_episodes(),
    contacts("attendance", "arrival"),
    contacts("appointment", "appointment"),
    st.integers(0, 2),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_spells_and_relations(
    engine: DuckDBEngine,
    events: list[Row],
    episodes: list[Row],
    attendances: list[Row],
    appointments: list[Row],
    days_after: int,
    around: int,
    chance: object,
) -> None:
    """Laws 1, 8, 12: in any order, each episode is in the twin's spell, each event in its relations."""
    shuffled = [rows.copy() for rows in (events, episodes, attendances, appointments)]
    for rows in shuffled:
        chance.shuffle(rows)  # type: ignore[attr-defined]
    place_events(
        engine,
        events=shuffled[0],
        episodes=shuffled[1],
        attendances=shuffled[2],
        appointments=shuffled[3],
        windows=Windows(
            ae_days_after_arrival=days_after,
            op_requested_days=around,
            pre_admission_days=around,
            gp_da_admission_days=4 - around,
            post_discharge_days=around,
        ),
    )

    assert spells_found(engine) == spells_by_loops(episodes)
    assert cips_found(engine) == cips_by_loops(engine, episodes)
    of_somebody = [
        (row["episode_key"],)
        for row in episodes
        if row["person_id"] is not None and not spells.is_overtaken(row, episodes)
    ]
    assert engine.rows("select episode_key from spell_episode order by 1") == of_somebody
    windows = relations.Days(days_after, around, around, 4 - around, around)
    assert relations_found(engine) == relations_by_loops(events, episodes, attendances, appointments, windows)


SPELL_COLUMNS = (
    "person_id",
    "provider_code",
    "admission_date",
    "discharge_date",
    "admission_method",
    "patient_class",
    "discharge_method",
    "admission_source",
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


def spells_by_loops(episodes: list[Row]) -> dict[tuple[str, ...], tuple[str | None, ...]]:
    """The same from the twin."""
    return {
        spell.episodes: tuple(shown(getattr(spell, column)) for column in SPELL_COLUMNS)
        for spell in spells.spells(episodes)
    }


def cips_found(engine: DuckDBEngine) -> set[tuple[str, ...]]:
    """The spell ids of every CIPS, from the engine; the first names it."""
    joined: dict[str, list[str]] = {}
    listed = "select cips_id, spell_id from spells where cips_id is not null order by 2"
    for chain, spell in engine.rows(listed):
        joined.setdefault(str(chain), []).append(str(spell))
    assert all(chain in own for chain, own in joined.items())
    return {tuple(own) for own in joined.values()}


def cips_by_loops(engine: DuckDBEngine, episodes: list[Row]) -> set[tuple[str, ...]]:
    """The same from the twin, which knows a spell by its episodes."""
    spell_of = {
        str(key): str(spell) for key, spell in engine.rows("select episode_key, spell_id from spell_episode")
    }
    named = [(spell_of[spell.episodes[0]], spell) for spell in spells.spells(episodes)]
    return {tuple(sorted(key for key, _ in chain)) for chain in cips.chains(named)}


RELATION_COLUMNS = (
    "event_id",
    "relation",
    "episode_source",
    "episode_key",
    "days_from_test",
    "same_provider",
    "is_primary",
)


def relations_found(engine: DuckDBEngine) -> set[tuple[str | None, ...]]:
    """Every relation of every event, from the engine."""
    return {tuple(row.values()) for row in seen(engine, "pathways", RELATION_COLUMNS)}


def relations_by_loops(
    events: list[Row],
    episodes: list[Row],
    attendances: list[Row],
    appointments: list[Row],
    windows: relations.Days,
) -> set[tuple[str | None, ...]]:
    """The same from the twin."""
    return {
        tuple(shown(getattr(relation, column)) for column in RELATION_COLUMNS)
        for event in events
        for relation in relations.relations(event, episodes, attendances, appointments, windows)
    }
