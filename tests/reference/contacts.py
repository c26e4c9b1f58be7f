"""Relations to attendances in A&E and to outpatient appointments."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from linkage.config.rules import Rules
from linkage.config.windows import Windows
from tests.reference.admissions import GROUPS
from tests.reference.found import Found, day_of, to_record
from tests.reference.stays import Record, Stay

SEEN = ("5", "6")
"""ATTENDED codes of an appointment that took place: seen, seen late."""


def leave_day(attendance: Record, windows: Windows) -> date:
    """The day of departure, in ECDS at most so many days after arrival; of arrival when nothing is known of it."""
    arrival, departure = attendance["arrival_date"], attendance["departure_date"]
    assert isinstance(arrival, date)
    if not isinstance(departure, date):
        return arrival
    if attendance["attendance_source"] == "AE":
        return departure
    return min(departure, arrival + timedelta(days=windows.ecds_days_in_department))


def last_day(attendance: Record, windows: Windows) -> date:
    """The last day on which a test may belong to an attendance: of departure, or allowed for where it is unknown."""
    arrival = attendance["arrival_date"]
    assert isinstance(arrival, date)
    if attendance["departure_date"] is not None:
        return leave_day(attendance, windows)
    return arrival + timedelta(days=windows.ae_days_after_arrival)


def covers(attendance: Record, day: date, windows: Windows) -> bool:
    """Whether a test of that day may belong to an attendance."""
    arrival = attendance["arrival_date"]
    return isinstance(arrival, date) and arrival <= day <= last_day(attendance, windows)


def of_attendances(
    event: Record, attendances: Sequence[Record], stays: Sequence[Stay], rules: Rules
) -> list[Found]:
    """Attendances that the test falls on, or comes just after; and once more those that led to a stay."""
    found, day, windows = [], day_of(event), rules.windows
    for attendance in attendances:
        source = str(attendance["attendance_source"])
        if not covers(attendance, day, windows):
            continue
        gap = max(0, (day - leave_day(attendance, windows)).days)
        found.append(to_record(event, "AE_SAME_DAY", source, attendance, gap))
        led_to = admissions(attendance, attendances, stays, rules)
        if led_to or attendance["episode_key"] is not None:
            relation = to_record(event, "AE_THEN_ADMITTED", source, attendance, gap)
            found.append(in_first(relation, led_to))
    return found


def has_by_key(attendance: Record, stay: Stay) -> bool:
    """Whether the key of one record is on the other."""
    named = attendance["episode_key"] in (*stay.spell.episodes, *stay.once)
    return named or (
        attendance["attendance_source"] == "AE" and attendance["attendance_key"] in stay.named_by
    )


def same_visit(one: Record, other: Record) -> bool:
    """Whether two attendances are one that was sent twice: at one place, within an hour, or on one day."""
    if one["provider_code"] != other["provider_code"] or other["arrival_date"] is None:
        return False
    first, second = one["arrival_minute"], other["arrival_minute"]
    here, there = one["arrival_date"], other["arrival_date"]
    assert isinstance(here, date) and isinstance(there, date)
    days = (there - here).days
    if not isinstance(first, int) or not isinstance(second, int):
        return days == 0
    return abs(days * 1440 + second - first) < 60


def is_anothers(attendance: Record, attendances: Sequence[Record], stay: Stay) -> bool:
    """Whether another attendance has a stay by key; of ECDS, one that is in the files."""
    own = ("attendance_source", "attendance_key")
    for other in attendances:
        is_it = all(other[name] == attendance[name] for name in own)
        could_know = other["arrival_date"] is not None or attendance["attendance_source"] == "AE"
        if could_know and has_by_key(other, stay) and not is_it and not same_visit(attendance, other):
            return True
    known = {row["attendance_key"] for row in attendances if row["attendance_source"] == "AE"}
    missing = {key for key in stay.named_by if key is not None} - known
    return attendance["attendance_source"] == "AE" and bool(missing)


def admissions(
    attendance: Record, attendances: Sequence[Record], stays: Sequence[Stay], rules: Rules
) -> list[tuple[object, ...]]:
    """The stays an attendance led to: by key or by day, with what they are chosen by."""
    found: list[tuple[object, ...]] = []
    windows = rules.windows
    for stay in stays:
        spell, admitted = stay.spell, stay.spell.admission_date
        order = (admitted is None, admitted or date.min, spell.episodes[0], stay)
        if has_by_key(attendance, stay):
            found.append((1, *order))
        arrival = attendance["arrival_date"]
        if not isinstance(admitted, date) or not isinstance(arrival, date) or not stay.episodes:
            continue
        latest = max(leave_day(attendance, windows), arrival + timedelta(days=windows.ae_days_to_admission))
        soon = arrival <= admitted <= latest
        there = attendance["provider_code"] is not None and attendance["provider_code"] == spell.provider_code
        emergency = GROUPS.get(str(spell.admission_method)) == "emergency" and not spell.is_regular
        ended = attendance["disposal"] in rules.contacts.not_admitted
        if soon and there and emergency and not ended and not is_anothers(attendance, attendances, stay):
            found.append((2, *order))
    return found


def in_first(relation: Found, led_to: list[tuple[object, ...]]) -> Found:
    """The relation with the spell it led to, if it is among the person's."""
    if not led_to:
        return replace(relation, admission_link="key")
    how, *_, stay = min(led_to, key=lambda one: one[:-1])
    assert isinstance(stay, Stay)
    link = "key" if how == 1 else "date"
    return replace(relation, spell=stay.spell.episodes[0], cips=stay.first_of_cips, admission_link=link)


def of_appointments(event: Record, appointments: Iterable[Record], rules: Rules) -> list[Found]:
    """Appointments to which the patient came, on the day of the test or of its request."""
    found = []
    for appointment in appointments:
        day = appointment["appointment_date"]
        if not isinstance(day, date) or appointment["attended"] not in SEEN:
            continue
        gap = (day_of(event) - day).days
        if gap == 0:
            found.append(to_record(event, "OP_SAME_DAY", "OP", appointment, 0))
        if day == event["request_date"] and 0 <= gap <= rules.windows.op_requested_days:
            found.append(to_record(event, "OP_REQUESTED", "OP", appointment, gap))
        is_imaging = appointment["treatment_specialty"] in rules.contacts.imaging_appointments
        found = [
            replace(one, is_imaging_appointment=is_imaging)
            if one.episode_key == appointment["appointment_key"]
            else one
            for one in found
        ]
    return found
