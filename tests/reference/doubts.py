"""Signs of a wrong link, and examinations told twice: what loops find of one event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from linkage.config.rules import Rules
from tests.reference import contacts, episodes
from tests.reference.found import day_of, same_provider
from tests.reference.relations import Hospital
from tests.reference.stays import Record, Stay, stays

OWN_PATIENT = ("01", "02", "05")
"""Source settings of a patient who lay, or was, at the very provider of the test."""


@dataclass(frozen=True)
class Known:
    """What is known of people beside their records of care."""

    deaths: Sequence[Record] = ()
    identities: Sequence[Record] = ()
    sexes: Mapping[str, str] = field(default_factory=dict)
    """The one sex that an imaging code is of."""


def doubts(event: Record, hospital: Hospital, known: Known, rules: Rules) -> dict[str, bool]:
    """Each sign of one linked event, by its name in the events table."""
    own = [row for row in hospital.episodes if row["person_id"] == event["person_id"]]
    lived = stays(own, rules.cips, hospital.last_complete)
    theirs = [row for row in known.identities if row["person_id"] == event["person_id"]]
    born = [day for row in theirs if isinstance(day := row["birth_date"], date)]
    sexes = {row["sex"] for row in theirs} - {None}
    of_one = known.sexes.get(str(event["imaging_code_nicip"]))
    died = death_of(event["person_id"], own, known, rules)
    return {
        "after_death": died is not None and day_of(event) > died,
        "before_birth": bool(born) and day_of(event) < min(born),
        "in_two_hospitals": in_two_hospitals(event, lived, hospital, rules),
        "sex_impossible": of_one is not None and len(sexes) == 1 and of_one not in sexes,
        "mothers_number": mothers_number(event, lived),
    }


def death_of(person: object, own: Sequence[Record], known: Known, rules: Rules) -> date | None:
    """The day told by the deaths file, else the last discharge by death from an episode that counts."""
    told = [row["death_date"] for row in known.deaths if row["person_id"] == person]
    in_hospital = [
        row["discharge_date"]
        for row in episodes.own(own, rules.cips.transfer)
        if row["discharge_method"] in ("4", "5") or row["discharge_destination"] == "79"
    ]
    days = [day for day in (told or in_hospital) if isinstance(day, date)]
    return max(days, default=None)


def in_two_hospitals(event: Record, lived: Sequence[Stay], hospital: Hospital, rules: Rules) -> bool:
    """The provider's own patient, within a stay in another's bed, and nothing here explains the day."""
    if event["source_setting"] not in OWN_PATIENT:
        return False
    day, elsewhere = day_of(event), False
    for row in (row for stay in lived for row in stay.episodes):
        start, end = row["episode_start"], row["episode_end"]
        if not isinstance(start, date) or start > day or (isinstance(end, date) and end < day):
            continue
        if same_provider(event, row) is not False:
            return False
        lies = row["patient_class"] not in ("3", "4") and row["date_rule"] in CLOSED
        elsewhere = elsewhere or (lies and start < day and isinstance(end, date) and day < end)
    return elsewhere and not came(event, hospital, rules)


CLOSED = ("as_sent", "swapped", "next_episode", "discharge", "start_day")
"""Rules by which the end of an episode is known."""


def came(event: Record, hospital: Hospital, rules: Rules) -> bool:
    """Whether the patient came to A&E or to an appointment that day, here or perhaps here."""
    day = day_of(event)
    for row in hospital.attendances:
        is_own = row["person_id"] == event["person_id"]
        if is_own and contacts.covers(row, day, rules.windows) and same_provider(event, row) is not False:
            return True
    return any(
        row["person_id"] == event["person_id"]
        and row["appointment_date"] == day
        and row["attended"] in contacts.SEEN
        and same_provider(event, row) is not False
        for row in hospital.appointments
    )


def mothers_number(event: Record, lived: Sequence[Stay]) -> bool:
    """The number agrees and the birth date does not: it lies in a delivery, or the sex differs and the test does."""
    if event["nhs_number_agreement"] != "exact" or event["birth_date_agreement"] != "conflict":
        return False
    for stay in lived:
        gave_birth = any(row["episode_type"] == "2" or row["patient_class"] == "5" for row in stay.episodes)
        born = event["birth_date"]
        of_birth = isinstance(born, date) and stay.covers(born)
        of_test = event["sex_agreement"] == "conflict" and stay.covers(day_of(event))
        if gave_birth and (of_birth or of_test):
            return True
    return False


def is_repeat(event: Record, events: Sequence[Record]) -> bool:
    """Whether an event before it, by its id, is of the same person, day, provider and imaging code."""

    def what(row: Record) -> tuple[object, ...]:
        place = ("provider", row["provider_code"]) if row["provider_code"] else ("site", row["site_code"])
        code = row["imaging_code_nicip"] or row["imaging_code_snomed"]
        return (row["person_id"], row["test_date"], place, code)

    if what(event)[-1] is None:
        return False
    return any(
        what(other) == what(event) and str(other["event_id"]) < str(event["event_id"]) for other in events
    )
