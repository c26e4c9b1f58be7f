"""Relations: how a linked event sits beside the person's episodes, attendances and appointments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

Record = Mapping[str, object]
"""Columns of `episode`, `attendance`, `appointment`; of an event its id, person, provider and test date."""

PRECEDENCE = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY", "PERSON_ONLY")
SEEN = ("5", "6")
"""ATTENDED codes of an appointment that took place: seen, seen late."""


@dataclass(frozen=True)
class Relation:
    """One row of `pathways`, in its deciding columns."""

    event_id: str
    relation: str
    episode_source: str | None
    episode_key: str | None
    days_from_test: int | None
    same_provider: bool | None
    gap: int
    """Whole days between the test and the nearest day of the stay; 0 inside it."""
    episode_order: int | None
    is_primary: bool = False


def is_within(day: date, first: object, last: object) -> bool:
    """Whether a day falls in a closed interval; without a last day it is open, without a first it is none."""
    if not isinstance(first, date) or day < first:
        return False
    return not isinstance(last, date) or day <= last


def made(event: Record, relation: str, source: str, record: Record, start: object) -> Relation:
    """The relation of an event to a record of its person that starts on `start`; gap 0."""
    test_date = event["test_date"]
    assert isinstance(test_date, date)
    assert isinstance(start, date)
    key = {"APC": "episode_key", "AE": "attendance_key", "OP": "appointment_key"}[source]
    provider = record["provider_code"]
    order = record.get("episode_order")
    return Relation(
        event_id=str(event["event_id"]),
        relation=relation,
        episode_source=source,
        episode_key=str(record[key]),
        days_from_test=(start - test_date).days,
        same_provider=None if provider is None else provider == event["provider_code"],
        gap=0,
        episode_order=order if isinstance(order, int) else None,
    )


def is_superseded(episode: Record, episodes: Iterable[Record]) -> bool:
    """
    Whether an unfinished episode came again, finished, in a later year's file under another key.

    Same person, provider, start and order. Left in, it would look open for ever.
    """
    if episode["episode_status"] == "3":
        return False
    shared = ("person_id", "provider_code", "episode_start", "episode_order")
    for other in episodes:
        if other["episode_status"] == "3" and all(other[column] == episode[column] for column in shared):
            return True
    return False


def in_episode(event: Record, episodes: Sequence[Record]) -> list[Relation]:
    """Episodes whose days include the day of the test; one without an end is still open."""
    test_date = event["test_date"]
    assert isinstance(test_date, date)
    return [
        made(event, "IN_EPISODE", "APC", episode, episode["episode_start"])
        for episode in episodes
        if is_within(test_date, episode["episode_start"], episode["episode_end"])
        and not is_superseded(episode, episodes)
    ]


def ae_same_day(event: Record, attendances: Iterable[Record], days_after: int) -> list[Relation]:
    """Attendances that began on the day of the test or up to `days_after` before; the gap is those days."""
    test_date = event["test_date"]
    assert isinstance(test_date, date)
    found = []
    for attendance in attendances:
        arrival = attendance["arrival_date"]
        if isinstance(arrival, date) and arrival <= test_date <= arrival + timedelta(days=days_after):
            relation = made(event, "AE_SAME_DAY", "AE", attendance, arrival)
            found.append(replace(relation, gap=(test_date - arrival).days))
    return found


def op_same_day(event: Record, appointments: Iterable[Record]) -> list[Relation]:
    """Appointments on the day of the test to which the patient came."""
    return [
        made(event, "OP_SAME_DAY", "OP", appointment, appointment["appointment_date"])
        for appointment in appointments
        if appointment["appointment_date"] == event["test_date"] and appointment["attended"] in SEEN
    ]


def strength(relation: Relation) -> tuple[int, bool, int, int, tuple[bool, int], str]:
    """The order in which one relation of an event is chosen to count: the smallest is primary."""
    order = relation.episode_order
    return (
        PRECEDENCE.index(relation.relation),
        relation.same_provider is not True,
        relation.gap,
        relation.days_from_test or 0,
        (order is None, order or 0),
        relation.episode_key or "",
    )


def relations(
    event: Record,
    episodes: Iterable[Record],
    attendances: Iterable[Record],
    appointments: Iterable[Record],
    *,
    ae_days_after_arrival: int,
) -> list[Relation]:
    """Every relation of one linked event, the primary one marked; PERSON_ONLY when there is no other."""
    person = event["person_id"]
    found = in_episode(event, [row for row in episodes if row["person_id"] == person])
    found += ae_same_day(
        event, [row for row in attendances if row["person_id"] == person], ae_days_after_arrival
    )
    found += op_same_day(event, [row for row in appointments if row["person_id"] == person])
    if not found:
        found = [Relation(str(event["event_id"]), "PERSON_ONLY", None, None, None, None, 0, None)]
    first = min(found, key=strength)
    return [replace(relation, is_primary=relation is first) for relation in found]
