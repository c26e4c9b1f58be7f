"""A law: what draws say of an event and its drawn person is what the release would say, were it linked to them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make
from linkage.steps.pathways.drawn import drawn_pathways_made
from linkage.steps.probabilistic.posterior.posterior import agreements_sql
from linkage.tables import contract
from tests.properties.hospital import HOSPITALS, linked_events, own_rules
from tests.properties.test_pathways_twin import side_by_side
from tests.properties.worlds import several, shared
from tests.reference.relations import Hospital
from tests.spec.steps import PADS, Row, load, place_events

pytestmark = pytest.mark.slow

OTHER = {"H1": "H2", "H2": "H1"}
TOLD = {"draw_pathways": "pathways", "draw_events": "events", "draw_spells": "spells", "draw_cips": "cips"}
"""Tables of draws, and where a release has the same of whom its events are linked to."""


@shared
@given(
    several(st.tuples(linked_events(), HOSPITALS)),
    own_rules(),
    st.sampled_from(((), OTHER)),
    st.booleans(),
)
def test_drawn_is_as_linked(
    engine: DuckDBEngine,
    worlds: list[tuple[list[Row], Hospital]],
    rules: Rules,
    drawn: dict[str, str],
    all_spells: bool,
) -> None:
    """
    For whom events are linked to already, and for others: the same rows, whatever the links of the month.

    Of spells a release has those of people without a linked event once more, and of nobody where it has everybody's.
    """
    events, hospital = side_by_side(worlds)
    days = None if all_spells else ("2026-04-01", "2026-04-30")
    others = [{**one, "person_id": in_place_of(str(one["person_id"]), drawn)} for one in events]
    placed(engine, others, hospital, rules, days)
    expected = {name: rows(engine, name, source) for name, source in TOLD.items()}
    placed(engine, events, hospital, rules, days)
    load(
        engine,
        "link_draws",
        [
            {"event_id": one["event_id"], "person_id": one["person_id"], "draw": draw}
            for one in others
            for draw in (1, 2)
        ],
    )
    for compared in ("candidate", "person_posterior"):
        load(engine, compared, ())
    drawn_made = drawn_pathways_made(
        engine.dialect, rules, PADS, beside_ae="ae", all_spells=all_spells, agreements=agreements_sql()
    )
    make(engine, drawn_made)

    linked = {str(one["person_id"]) for one in events}
    for name in ("draw_pathways", "draw_events"):
        assert rows(engine, name, name) == expected[name], name
    for name in ("draw_spells", "draw_cips"):
        place = list(contract(name).types).index("person_id")
        asked = {str(one["person_id"]) for one in others} - linked
        beside = [] if all_spells else [row for row in expected[name] if row[place] in asked]
        assert rows(engine, name, name) == beside, name


def in_place_of(person: str, drawn: dict[str, str]) -> str:
    """The person who is drawn, of the same world."""
    world, _, own = person.rpartition("-")
    return f"{world}-{drawn[own]}" if drawn else person


def placed(
    engine: Engine,
    events: Sequence[Row],
    hospital: Hospital,
    rules: Rules,
    days: tuple[str, str] | None,
) -> None:
    """The month of those linked events."""
    place_events(
        engine,
        events=events,
        episodes=hospital.episodes,
        attendances=hospital.attendances,
        appointments=hospital.appointments,
        windows=rules.windows,
        contacts=rules.contacts,
        cips=rules.cips,
        days=days,
    )


def rows(engine: Engine, name: str, source: str) -> list[tuple[object, ...]]:
    """What a table has in the columns of a table of draws; those whom an event is linked to stand in links."""
    listed = ", ".join(
        f"link.{column}" if (column, source) == ("person_id", "events") else f"found.{column}"
        for column in contract(name).types
    )
    links = " join links as link on link.event_id = found.event_id" if source == "events" else ""
    return sorted(engine.rows(f"select {listed} from {source} as found{links}"), key=repr)
