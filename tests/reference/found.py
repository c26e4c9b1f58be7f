"""One relation that was found: its deciding columns."""

from dataclasses import dataclass
from datetime import date

from tests.reference.stays import Record, Stay

KEYS = {"APC": "episode_key", "AE": "attendance_key", "ECDS": "attendance_key", "OP": "appointment_key"}
STARTS = {"APC": "episode_start", "AE": "arrival_date", "ECDS": "arrival_date", "OP": "appointment_date"}


@dataclass(frozen=True)
class Found:
    """One row of `pathways`; what PERSON_ONLY lacks is None."""

    event_id: str
    relation: str
    episode_source: str | None = None
    episode_key: str | None = None
    spell: str | None = None
    """First episode of the spell, among all its episodes."""
    cips: str | None = None
    """First episode of the continuous stay."""
    days_from_test: int | None = None
    same_provider: bool | None = None
    gap: int = 0
    """Whole days between the test and the nearest day of the stay; 0 inside it."""
    episode_order: int | None = None
    episode_date_rule: str | None = None
    day_of_stay: int | None = None
    is_primary: bool = False
    admission_link: str | None = None
    is_imaging_appointment: bool | None = None

    @property
    def gap_days(self) -> int | None:
        """The gap as it is published."""
        return self.gap if self.episode_key is not None else None


def day_of(event: Record) -> date:
    """The day of the test, which every event has."""
    day = event["test_date"]
    assert isinstance(day, date)
    return day


def same_provider(event: Record, record: Record) -> bool | None:
    """
    Whether an event and a record are of one provider, or None when nobody knows; one site is one provider.

    An event may bear the codes of which its provider may be a part (`kin`), or they of it: a trust that was split.
    """
    site, here, there = event["site_code"], event["provider_code"], record["provider_code"]
    if site is not None and site in (record.get("site_code"), there):
        return True
    kin = event.get("kin")
    if isinstance(kin, tuple) and there in kin:
        return None
    return None if here is None or there is None else here == there


def nearness(event: Record, record: Record) -> int:
    """The order in which places are preferred: the same, one that may be, another."""
    return {True: 0, None: 1, False: 2}[same_provider(event, record)]


def to_record(
    event: Record, relation: str, source: str, record: Record, gap: int, *, stay: Stay | None = None
) -> Found:
    """The relation of an event to a record of its person, in a stay when it is one of a stay."""
    start, order = record[STARTS[source]], record.get("episode_order")
    return Found(
        event_id=str(event["event_id"]),
        relation=relation,
        episode_source=source,
        episode_key=str(record[KEYS[source]]),
        spell=stay.spell.episodes[0] if stay else None,
        cips=stay.first_of_cips if stay else None,
        days_from_test=(start - day_of(event)).days if isinstance(start, date) else None,
        same_provider=same_provider(event, record),
        gap=gap,
        episode_order=order if isinstance(order, int) else None,
        episode_date_rule=str(record["date_rule"]) if source == "APC" else None,
    )
