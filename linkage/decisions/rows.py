"""Decisions as rows of review_decision, and those that bear on what is kept of a published month."""

from collections.abc import Iterable
from pathlib import Path

from linkage.decisions.decision import IDENTITY, MATCH, Decision
from linkage.engine.base import Engine
from linkage.engine.value import Row
from linkage.tables import contract

IDENTITY_CHANGED = "identity_changed"
KEPT = "decision.parquet"
"""Of each publication of a month, in state/kept/: the decisions that bore on its events, and what became of them."""
TABLE = "review_decision"


def decision_rows(decisions: Iterable[Decision]) -> tuple[Row, ...]:
    """A row of review_decision for each."""
    return tuple(
        (one.decision_id, one.event_id, int(one.identity_id), one.person_id, one.answer, one.reach)
        for one in decisions
    )


def load_decisions(engine: Engine, decisions: Iterable[Decision]) -> None:
    """Decisions in force -> review_decision."""
    engine.load(TABLE, contract(TABLE).types, decision_rows(decisions))


def kept_decisions_sql(found: str = "link.person_id", named: str = "bearing.person_id", pad: str = "") -> str:
    """
    bearing_decision, decided_event, event, identity_link, links -> what is kept: each with what became of it.

    `found` is whom the machine found for the event and `named` whom the decision gives it to, as the release has them,
    by a join with a row of a `pad`: when one of them opts out the event leaves, whoever has it.
    """
    return f"""
        select bearing.event_id, bearing.decision_id, bearing.outcome, decided.effect,
            {found} as found_person_id,
            case when bearing.answer = '{MATCH}' and bearing.outcome <> '{IDENTITY_CHANGED}' then {named} end
                as named_person_id
        from bearing_decision as bearing
        join links on links.event_id = bearing.event_id
        join event on event.event_id = bearing.event_id
        join identity_link as link on link.identity_key = event.identity_key
        left join decided_event as decided on decided.event_id = bearing.event_id{pad}
        order by bearing.event_id, bearing.decision_id"""


def changed_decisions(engine: Engine, folder: Path) -> int:
    """
    How many events of a published month other decisions bear on than when it was linked; reads review_decision.

    `folder` is what is kept of the month, with its events and their identities.
    """
    kept, event = folder / KEPT, folder / "event.parquet"
    if not event.is_file() or not (kept.is_file() or engine.count(f"select count(*) from {TABLE}")):
        return 0
    events = engine.parquet_sql(event)
    now = f"""
        select event.event_id, decision.decision_id
        from {events} as event
        join {TABLE} as decision on decision.event_id = event.event_id
        union
        select event.event_id, decision.decision_id
        from {events} as event
        join {TABLE} as decision on decision.identity_key = event.identity_key
        where decision.reach = '{IDENTITY}'"""
    before = (
        f"select event_id, decision_id from {engine.parquet_sql(kept)}"
        if kept.is_file()
        else f"select event_id, decision_id from ({now}) as none_yet where false"
    )
    return engine.count(f"""
        select count(distinct event_id) from (
            (select event_id, decision_id from ({now}) as now_bearing except {before})
            union all
            ({before} except select event_id, decision_id from ({now}) as now_bearing)
        ) as differing""")
