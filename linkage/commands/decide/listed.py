"""The decisions in force, and how each stands in the current release; no person and no note is told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from linkage.config.job import Job
from linkage.decisions.decision import CANNOT_TELL, Decision
from linkage.decisions.rows import KEPT
from linkage.decisions.standing import Standing, contradict, of_one_event, standing
from linkage.engine.base import Engine
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.stores.job_layout import looked_at
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key, reading_engine

WAITS, NOWHERE = "waits", "no_event"
STATES = {
    "linked": "the event is linked as decided",
    "apart": "the event is kept apart as decided",
    "confirmed": "the program finds the same",
    "contradictory": "decisions that cannot all hold: none is gone by",
    "identity_changed": "the event has another number, birth date, sex or postcode now: not gone by",
    "person_gone": "the person is in HES no more: not gone by",
    CANNOT_TELL: "the reviewer could not tell: nothing is bound",
    WAITS: "not yet: `linkage run JOB --changed` takes it up",
    NOWHERE: "the event is in no month of the current release: moved, withdrawn, not run, or of somebody opted out",
}
"""How a decision stands, in the current release."""
STALE = ("identity_changed", "person_gone")
"""States of decisions that cannot be gone by, whatever others say."""
RANKING = ("contradictory", "identity_changed", "person_gone", "linked", "apart", "confirmed")
"""Of a decision that bears on several events: which of its states is told."""


@dataclass(frozen=True)
class ListedDecision:
    """One decision in force."""

    decision: Decision
    state: str
    """One of STATES."""
    months: tuple[str, ...]
    """Months of the current release in which it bears on an event."""


@dataclass(frozen=True)
class ListedDecisions:
    """All of them, with how many were ever written down."""

    release: str | None
    decisions: tuple[ListedDecision, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Decisions by state, in the order of STATES."""
        found = Counter(one.state for one in self.decisions)
        return {state: found[state] for state in STATES if found[state]}


def listed_decisions(job: Job, around: Surroundings) -> ListedDecisions:
    """The decisions in force, oldest first; IntegrityError when the store was changed by hand."""
    layout = looked_at(job)
    stands = standing(layout, existing_key(job, layout, around.environment))
    manifest = current(layout)
    if manifest is None:
        return ListedDecisions(None, ())
    layout.home.bring(layout, manifest.release, "kept")
    taken_up, there = kept(job, layout, manifest, stands, around)
    return ListedDecisions(manifest.release, tuple(listed(stands, taken_up, there)))


def listed(
    stands: Standing, taken_up: Mapping[str, list[tuple[str, str]]], there: set[str]
) -> list[ListedDecision]:
    """
    Each decision with its state: `taken_up` has month and state by decision, `there` the events of the release.

    What a run has taken up stands as that run found it.
    """
    clashing = clashing_decisions(stands, taken_up, there)
    found = []
    for one in stands.decisions:
        seen = taken_up.get(one.decision_id, [])
        states = {state for _, state in seen}
        if one.answer == CANNOT_TELL:
            state = CANNOT_TELL
        elif states:
            state = next(name for name in RANKING if name in states)
        elif one.decision_id in clashing:
            state = "contradictory"
        else:
            state = WAITS if one.event_id in there else NOWHERE
        found.append(ListedDecision(one, state, tuple(sorted({month for month, _ in seen}))))
    return found


def clashing_decisions(
    stands: Standing, taken_up: Mapping[str, list[tuple[str, str]]], there: set[str]
) -> set[str]:
    """Ids of those that will not all hold on an event of the release; a stale one stands in nobody's way."""
    stale = stale_decisions(taken_up)
    bearing = (one for one in stands.binding if one.decision_id not in stale)
    return {
        one.decision_id
        for group in of_one_event(bearing)
        if group[0].event_id in there and contradict(group)
        for one in group
    }


def stale_decisions(taken_up: Mapping[str, list[tuple[str, str]]]) -> set[str]:
    """Ids of those that the release could not go by, wherever they bear on an event."""
    return {name for name, seen in taken_up.items() if seen and all(state in STALE for _, state in seen)}


def kept(
    job: Job, layout: Layout, manifest: Manifest, stands: Standing, around: Surroundings
) -> tuple[dict[str, list[tuple[str, str]]], set[str]]:
    """What the release keeps of decisions, and which of their events it has; its kept part is in the folder."""
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        engine.load("judged_event", {"event_id": "text"}, [(one.event_id,) for one in stands.decisions])
        return kept_in(engine, layout, manifest)
    finally:
        engine.close()


def kept_in(
    engine: Engine, layout: Layout, manifest: Manifest
) -> tuple[dict[str, list[tuple[str, str]]], set[str]]:
    """What the release keeps: by decision, months and what it came to; and which of the table judged_event it has."""
    taken_up: dict[str, list[tuple[str, str]]] = {}
    there: set[str] = set()
    for month in manifest.months:
        folder = layout.kept_month(manifest.release, month)
        if (folder / "event.parquet").is_file():
            source = engine.parquet_sql(folder / "event.parquet")
            mine = "event_id in (select event_id from judged_event)"
            there |= {str(row[0]) for row in engine.rows(f"select event_id from {source} where {mine}")}
        if (folder / KEPT).is_file():
            rows = engine.rows(
                f"select distinct decision_id, case when outcome = 'bears' then effect else outcome end"
                f" from {engine.parquet_sql(folder / KEPT)} order by 1, 2"
            )
            for decision, state in rows:
                taken_up.setdefault(str(decision), []).append((month, str(state)))
    return taken_up, there
