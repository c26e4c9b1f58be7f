"""Where a pathway starts or ends: one kind of record of a release, and the day of it that counts."""

from dataclasses import dataclass

from linkage.engine.quote import one_of
from linkage.relations.admission import DIED, SENT
from linkage.relations.attended import SEEN


@dataclass(frozen=True)
class Point:
    """Records of one published table, one row each."""

    name: str
    """As `pathway(from_=..., to=...)` names it."""
    table: str
    key: str
    day: str
    provider: str
    where: str
    """Which rows of the table are meant."""
    clock: str = ""
    """Its time of day, where the table has one."""
    of_hospital: bool = True
    """A hospital record, not an imaging event: without `all_spells` the release has those of imaged people alone."""
    source: str = ""
    """What is of the key too: the data set, where records of two may have one key."""


LEFT_ALIVE = f"is_admission and {one_of('discharge_date_rule', SENT)} and not {DIED}"
"""Stays that somebody left, on a day that was sent: no census, no day before the next admission, no death."""

IMAGING = Point(
    "imaging",
    "events",
    "event_id",
    "test_date",
    "provider_code",
    "status = 'linked' and not is_repeat",
    clock="test_time",
    of_hospital=False,
)
POINTS = (
    IMAGING,
    Point("admission", "cips", "cips_id", "admission_date", "first_provider_code", "is_admission"),
    Point("discharge", "cips", "cips_id", "discharge_date", "last_provider_code", LEFT_ALIVE),
    Point(
        "attendance",
        "attendances",
        "attendance_key",
        "arrival_date",
        "provider_code",
        "arrival_date is not null and not is_duplicate",
        clock="arrival_time",
        source="attendance_source",
    ),
    Point(
        "appointment",
        "appointments",
        "appointment_key",
        "appointment_date",
        "provider_code",
        f"attended in {SEEN} and not is_duplicate",
    ),
)
