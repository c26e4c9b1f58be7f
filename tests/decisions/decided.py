"""Decisions for tests, and a month of events on which they bear."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linkage import tables
from linkage.decisions.decision import Decision
from linkage.decisions.rows import decision_rows
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.resolve.decided import decided_made
from linkage.steps.resolve.links import links_sql
from linkage.steps.resolve.opt_out import opted_out_event_sql

PEOPLE = ("P1", "P2", "P3")
"""Everybody in the index."""
Found = tuple[str, str, str, str | None]
"""An event with its identity, the status that was found for the identity, and the person."""


def decision(
    event: str = "e1",
    identity: str = "1",
    answer: str = "match",
    person: str | None = "P1",
    reach: str = "event",
    reviewer: str = "A",
    **more: object,
) -> Decision:
    """A decision on an event, not written down."""
    return Decision(
        event_id=event,
        identity_id=identity,
        answer=answer,
        person_id=person,
        reach=reach,
        reviewer=reviewer,
        decided_on="2026-11-27",
        release_id="0001",
        **more,  # type: ignore[arg-type]
    )


def numbered(decisions: Iterable[Decision]) -> list[Decision]:
    """The same with ids by their place: d01, d02."""
    return [replace(one, decision_id=f"d{place:02}") for place, one in enumerate(decisions, start=1)]


def month_with(
    engine: DuckDBEngine,
    events: Sequence[Found],
    decisions: Sequence[Decision],
    opted_out: Iterable[str] = (),
) -> None:
    """What was found of some events, and the decisions -> bearing_decision, decided_event, links."""
    rows = [(event, int(identity), None, None) for event, identity, *_ in events]
    engine.load(
        "bare_event",
        {"event_id": "text", "identity_key": "integer", "nhs_number": "text", "nhs_number_broken": "text"},
        rows,
    )
    engine.connection.execute("create or replace view event as select * from bare_event")
    found = {identity: (status, person) for _, identity, status, person in events}
    engine.load(
        "identity_link",
        tables.contract("identity_link").types,
        [
            (
                int(identity), status, person, "5" if person else None, 11.0, 0.9, 0.1, 2,
                "exact", "exact", "exact", "exact", "rank" if person else "no_candidate",
            )
            for identity, (status, person) in found.items()
        ],
    )  # fmt: skip
    for name in ("candidate", "posterior"):
        engine.load(name, tables.contract(name).types, [])
    engine.load("opted_out_person", {"person_id": "text"}, [(one,) for one in opted_out])
    engine.load("struck_person", tables.contract("struck_person").types, [])
    engine.connection.execute(
        "create or replace view person as select unnest(['P1', 'P2', 'P3']) as person_id"
    )
    engine.load("opted_out_number", {"nhs_number": "text"}, [])
    make_all(engine, decided_made(decision_rows(decisions), None))
    engine.create("opted_out_event", opted_out_event_sql())
    engine.create("links", links_sql(None, "0002"))
