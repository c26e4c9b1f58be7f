"""Relations: how a linked event sits beside its person's records, and which of them counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linkage.config.rules import Rules
from tests.reference import around_stays, contacts
from tests.reference.admissions import Admission, admissions, next_admission
from tests.reference.found import Found
from tests.reference.stays import Record, stays


@dataclass(frozen=True)
class Hospital:
    """The records of every person."""

    episodes: Sequence[Record]
    attendances: Sequence[Record]
    appointments: Sequence[Record]
    last_complete: int | None = None
    """The year in which the last complete data year begins, of those that any episode is of."""


def strength(found: Found, rules: Rules) -> tuple[object, ...]:
    """The order in which one relation of an event is chosen to count: the smallest is primary."""
    start, order = found.days_from_test, found.episode_order
    return (
        standing(found),
        rules.precedence.index(found.relation),
        {True: 0, None: 1, False: 2}[found.same_provider],
        found.gap,
        (start is None, start or 0),
        (order is None, order or 0),
        found.episode_source != "AE",
        found.episode_key or "",
    )


def standing(found: Found) -> int:
    """Closed records, unconfirmed ones, the scan's own appointment, none, stale ones that had begun."""
    if is_stale(found):
        return 4
    if found.episode_key is None:
        return 3
    if found.is_imaging_appointment:
        return 2
    return 1 if found.episode_date_rule in ("open_unconfirmed", "stale_open") else 0


def is_stale(found: Found) -> bool:
    """Whether the record is stale and had begun by the test: before, nobody doubts its start."""
    is_before = found.days_from_test is not None and found.days_from_test > 0
    return found.episode_date_rule == "stale_open" and not is_before


def relations(event: Record, hospital: Hospital, rules: Rules) -> list[Found]:
    """Every relation of one linked event, the primary one marked; PERSON_ONLY when there is no other."""
    person = event["person_id"]
    own = Hospital(
        episodes=[row for row in hospital.episodes if row["person_id"] == person],
        attendances=[row for row in hospital.attendances if row["person_id"] == person],
        appointments=[row for row in hospital.appointments if row["person_id"] == person],
    )
    lived = stays(own.episodes, rules.cips, hospital.last_complete)
    seen = [stay for stay in lived if stay.episodes]
    found = around_stays.relations(event, seen, admissions(lived, rules.contacts), rules)
    found += contacts.of_attendances(event, own.attendances, lived, rules)
    found += contacts.of_appointments(event, own.appointments, rules)
    if all(is_stale(one) for one in found):
        found = [*found, Found(str(event["event_id"]), "PERSON_ONLY")]
    first = min(found, key=lambda one: strength(one, rules))
    return [replace(relation, is_primary=relation is first) for relation in found]


def outlook(event: Record, hospital: Hospital, rules: Rules) -> Admission | None:
    """The next admission of an event's person."""
    own = [row for row in hospital.episodes if row["person_id"] == event["person_id"]]
    lived = stays(own, rules.cips, hospital.last_complete)
    admitted = admissions(lived, rules.contacts)
    return next_admission(
        event, around_stays.others(event, [stay for stay in lived if stay.episodes], admitted)
    )
