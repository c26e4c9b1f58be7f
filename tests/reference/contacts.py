"""Relations to attendances in A&E and to outpatient appointments."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from linkage.config.windows import Windows
from tests.reference.found import Found, day_of, to_record
from tests.reference.stays import Record, Stay

SEEN = ("5", "6")
"""ATTENDED codes of an appointment that took place: seen, seen late."""
EMERGENCY = ("21", "22", "23", "24", "25", "2A", "2B", "2C", "2D", "28")
"""Methods of emergency admission."""


def leave_day(attendance: Record, windows: Windows) -> date:
    """The day of departure, at most so many days after arrival; of arrival when nothing is known of it."""
    arrival, departure = attendance["arrival_date"], attendance["departure_date"]
    assert isinstance(arrival, date)
    if not isinstance(departure, date):
        return arrival
    return min(departure, arrival + timedelta(days=windows.ecds_days_in_department))


def last_day(attendance: Record, windows: Windows) -> date:
    """The last day on which a test may belong to an attendance."""
    arrival, left = attendance["arrival_date"], leave_day(attendance, windows)
    assert isinstance(arrival, date)
    if attendance["attendance_source"] == "ECDS" and attendance["departure_date"] is not None:
        return left
    return max(left, arrival + timedelta(days=windows.ae_days_after_arrival))


def of_attendances(
    event: Record, attendances: Iterable[Record], stays: Sequence[Stay], windows: Windows
) -> list[Found]:
    """Attendances that the test falls on, or comes just after; and once more those that led to a stay."""
    found, day = [], day_of(event)
    for attendance in attendances:
        arrival, source = attendance["arrival_date"], str(attendance["attendance_source"])
        if not isinstance(arrival, date) or not arrival <= day <= last_day(attendance, windows):
            continue
        gap = max(0, (day - leave_day(attendance, windows)).days)
        found.append(to_record(event, "AE_SAME_DAY", source, attendance, gap))
        led_to = admissions(attendance, stays, windows)
        if led_to or attendance["episode_key"] is not None:
            relation = to_record(event, "AE_THEN_ADMITTED", source, attendance, gap)
            found.append(in_first(relation, led_to))
    return found


def admissions(attendance: Record, stays: Sequence[Stay], windows: Windows) -> list[tuple[object, ...]]:
    """The stays an attendance led to: by key or by day, with what they are chosen by."""
    found: list[tuple[object, ...]] = []
    for stay in stays:
        spell, admitted = stay.spell, stay.spell.admission_date
        order = (admitted is None, admitted or date.min, spell.episodes[0], stay)
        named = attendance["episode_key"] in (*spell.episodes, *stay.once)
        naming = attendance["attendance_key"] in stay.named_by
        if named or naming:
            found.append((1, *order))
        arrival = attendance["arrival_date"]
        if not isinstance(admitted, date) or not isinstance(arrival, date) or not stay.episodes:
            continue
        latest = max(leave_day(attendance, windows), arrival + timedelta(days=windows.ae_days_to_admission))
        soon = arrival <= admitted <= latest
        there = attendance["provider_code"] is not None and attendance["provider_code"] == spell.provider_code
        if soon and there and spell.admission_method in EMERGENCY:
            found.append((2, *order))
    return found


def in_first(relation: Found, led_to: list[tuple[object, ...]]) -> Found:
    """The relation with the spell it led to, if it is among the person's."""
    if not led_to:
        return relation
    stay = min(led_to, key=lambda one: one[:-1])[-1]
    assert isinstance(stay, Stay)
    return replace(relation, spell=stay.spell.episodes[0], cips=stay.first_of_cips)


def of_appointments(event: Record, appointments: Iterable[Record], windows: Windows) -> list[Found]:
    """Appointments to which the patient came, on the day of the test or of its request."""
    found = []
    for appointment in appointments:
        day = appointment["appointment_date"]
        if not isinstance(day, date) or appointment["attended"] not in SEEN:
            continue
        gap = (day_of(event) - day).days
        if gap == 0:
            found.append(to_record(event, "OP_SAME_DAY", "OP", appointment, 0))
        if day == event["request_date"] and 0 <= gap <= windows.op_requested_days:
            found.append(to_record(event, "OP_REQUESTED", "OP", appointment, gap))
    return found
