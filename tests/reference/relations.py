"""Relations: how a linked event sits beside the person's episodes, attendances and appointments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tests.reference.cips import chains
from tests.reference.spells import Spell, is_overtaken, spells

Record = Mapping[str, object]
"""Columns of `episode`, `attendance`, `appointment`; of an event its id, person, provider, setting and dates."""

PRECEDENCE = (
    "IN_EPISODE", "IN_SPELL", "IN_CIPS", "AE_SAME_DAY", "AE_THEN_ADMITTED", "OP_SAME_DAY", "OP_REQUESTED",
    "PRE_ADMISSION", "GP_DA_THEN_ADMISSION", "POST_DISCHARGE", "PERSON_ONLY",
)  # fmt: skip
SEEN = ("5", "6")
"""ATTENDED codes of an appointment that took place: seen, seen late."""

EMERGENCY = ("21", "22", "23", "24", "25", "2A", "2B", "2C", "2D", "28")
"""ADMIMETH codes of emergency admissions."""


@dataclass(frozen=True)
class Days:
    """The windows, in days."""

    after_arrival: int = 1
    requested: int = 180
    before_admission: int = 28
    before_admission_gp: int = 28
    after_discharge: int = 30


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


def made(event: Record, relation: str, source: str, record: Record, gap: int = 0) -> Relation:
    """The relation of an event to a record of its person."""
    test_date = event["test_date"]
    assert isinstance(test_date, date)
    key, start = {
        "APC": ("episode_key", "episode_start"),
        "AE": ("attendance_key", "arrival_date"),
        "OP": ("appointment_key", "appointment_date"),
    }[source]
    began, provider, order = record[start], record["provider_code"], record.get("episode_order")
    return Relation(
        event_id=str(event["event_id"]),
        relation=relation,
        episode_source=source,
        episode_key=str(record[key]),
        days_from_test=(began - test_date).days if isinstance(began, date) else None,
        same_provider=None if provider is None else provider == event["provider_code"],
        gap=gap,
        episode_order=order if isinstance(order, int) else None,
    )


def between(first: object, last: object) -> int | None:
    """Days from one day to another; None when either is unknown."""
    return (last - first).days if isinstance(first, date) and isinstance(last, date) else None


def covers(episode: Record, day: date) -> bool:
    """Whether a day falls in an episode; without an end it is open, without a start it is nowhere."""
    start, end = episode["episode_start"], episode["episode_end"]
    return isinstance(start, date) and start <= day and (not isinstance(end, date) or end >= day)


def nearest(episodes: Sequence[Record], day: date) -> Record:
    """The episode nearest to a day outside all of them: by gap, earlier start, order, key."""

    def place(episode: Record) -> tuple[object, ...]:
        start, end = episode["episode_start"], episode["episode_end"]
        gap = between(day, start) if isinstance(start, date) and start > day else between(end, day)
        order = episode["episode_order"]
        began = start if isinstance(start, date) else date.max
        return (gap is None, gap or 0, began, order is None, order or 0, episode["episode_key"])

    return min(episodes, key=place)


def within(event: Record, episodes: Mapping[str, Record], stays: Sequence[Spell]) -> list[Relation]:
    """IN_EPISODE; when no episode covers the day, IN_SPELL and IN_CIPS on the nearest episode."""
    day = event["test_date"]
    assert isinstance(day, date)
    found = [made(event, "IN_EPISODE", "APC", row) for row in episodes.values() if covers(row, day)]
    if found:
        return found
    found = [
        made(event, "IN_SPELL", "APC", nearest([episodes[key] for key in spell.episodes], day))
        for spell in stays
        if holds(spell, day)
    ]
    for chain in chains([(spell.episodes[0], spell) for spell in stays]):
        own = [spell for _, spell in chain]
        if any(holds(spell, day) for spell in own) or len(own) == 1:
            continue
        known = [spell.discharge_date for spell in own if isinstance(spell.discharge_date, date)]
        first = own[0].admission_date
        if isinstance(first, date) and known and first < day < max(known):
            keys = [key for spell in own for key in spell.episodes]
            found.append(made(event, "IN_CIPS", "APC", nearest([episodes[key] for key in keys], day)))
    return found


def holds(spell: Spell, day: date) -> bool:
    """Whether a day falls in a spell whose both ends are known."""
    first, last = spell.admission_date, spell.discharge_date
    return isinstance(first, date) and isinstance(last, date) and first <= day <= last


def at_the_door(
    event: Record,
    attendances: Iterable[Record],
    episodes: Mapping[str, Record],
    stays: Sequence[Spell],
    days: Days,
) -> list[Relation]:
    """AE_SAME_DAY, and AE_THEN_ADMITTED beside it when the attendance led to an admission, by key or by date."""
    found = []
    for attendance in attendances:
        gap = between(attendance["arrival_date"], event["test_date"])
        if gap is None or not 0 <= gap <= days.after_arrival:
            continue
        found.append(made(event, "AE_SAME_DAY", "AE", attendance, gap))
        by_key = any(
            row["attendance_key"] == attendance["attendance_key"] or key == attendance["episode_key"]
            for key, row in episodes.items()
        )
        by_date = any(
            spell.provider_code is not None
            and spell.provider_code == attendance["provider_code"]
            and spell.admission_method in EMERGENCY
            and (delay := between(attendance["arrival_date"], spell.admission_date)) is not None
            and 0 <= delay <= days.after_arrival
            for spell in stays
        )
        if by_key or by_date:
            found.append(made(event, "AE_THEN_ADMITTED", "AE", attendance, gap))
    return found


def at_the_clinic(event: Record, appointments: Iterable[Record], days: Days) -> list[Relation]:
    """OP_SAME_DAY and OP_REQUESTED, for appointments to which the patient came."""
    found = []
    for appointment in appointments:
        gap = between(appointment["appointment_date"], event["test_date"])
        if gap is None or appointment["attended"] not in SEEN:
            continue
        if gap == 0:
            found.append(made(event, "OP_SAME_DAY", "OP", appointment))
        if appointment["appointment_date"] == event["request_date"] and 0 <= gap <= days.requested:
            found.append(made(event, "OP_REQUESTED", "OP", appointment, gap))
    return found


def around(
    event: Record, episodes: Mapping[str, Record], stays: Sequence[Spell], days: Days
) -> list[Relation]:
    """PRE_ADMISSION, GP_DA_THEN_ADMISSION and POST_DISCHARGE."""
    found = []
    for spell in stays:
        first, last = episodes[spell.episodes[0]], episodes[spell.episodes[-1]]
        before = between(event["test_date"], spell.admission_date)
        after = between(spell.discharge_date, event["test_date"])
        if before is not None and 1 <= before <= days.before_admission:
            found.append(made(event, "PRE_ADMISSION", "APC", first, before))
        if before is not None and 1 <= before <= days.before_admission_gp and event["source_setting"] == "04":
            found.append(made(event, "GP_DA_THEN_ADMISSION", "APC", first, before))
        if after is not None and 1 <= after <= days.after_discharge:
            found.append(made(event, "POST_DISCHARGE", "APC", last, after))
    return found


def strength(relation: Relation) -> tuple[object, ...]:
    """The order in which one relation of an event is chosen to count: the smallest is primary."""
    order = relation.episode_order
    return (
        PRECEDENCE.index(relation.relation),
        relation.same_provider is not True,
        relation.gap,
        relation.days_from_test is None,
        relation.days_from_test or 0,
        order is None,
        order or 0,
        relation.episode_key or "",
    )


def relations(
    event: Record,
    episodes: Iterable[Record],
    attendances: Iterable[Record],
    appointments: Iterable[Record],
    days: Days,
) -> list[Relation]:
    """Every relation of one linked event, the primary one marked; PERSON_ONLY when there is no other."""
    person = event["person_id"]
    admitted = [row for row in episodes if row["person_id"] == person]
    own = {str(row["episode_key"]): row for row in admitted if not is_overtaken(row, admitted)}
    stays = spells(admitted)
    found = within(event, own, stays)
    found += at_the_door(event, [row for row in attendances if row["person_id"] == person], own, stays, days)
    found += at_the_clinic(event, [row for row in appointments if row["person_id"] == person], days)
    found += around(event, own, stays, days)
    if not found:
        found = [Relation(str(event["event_id"]), "PERSON_ONLY", None, None, None, None, 0, None)]
    first = min(found, key=strength)
    return [replace(relation, is_primary=relation is first) for relation in found]
