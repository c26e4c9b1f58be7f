"""Continuous inpatient spells: a person's spells one after the other, and whether each continues the last."""

from collections.abc import Iterable, Sequence
from datetime import date

from linkage.config.cips import Cips
from tests.reference.spells import Spell


def leaves(spell: Spell, rules: Cips) -> bool:
    """Whether a spell ends in a transfer."""
    return spell.discharge_destination in rules.transfer.discharge_destinations


def enters(spell: Spell, rules: Cips) -> bool:
    """Whether a spell begins with a transfer."""
    by_source = spell.admission_source in rules.transfer.admission_sources
    return by_source or spell.admission_method in rules.transfer.admission_methods


def returns_from_home(before: Spell, spell: Spell, rules: Cips) -> bool:
    """Whether the patient went home after one spell and came back through A&E for the other."""
    home = rules.returned_from_home
    return (
        before.discharge_destination in home.discharge_destinations
        and spell.admission_source in home.admission_sources
        and spell.admission_method in home.admission_methods
    )


def continues(before: Spell, spell: Spell, rules: Cips) -> bool:
    """Whether a spell continues the one before it."""
    if before.discharge_date_rule == "stale_open":
        return False
    if not isinstance(before.discharge_date, date) or not isinstance(spell.admission_date, date):
        return False
    if not 0 <= (spell.admission_date - before.discharge_date).days <= rules.max_gap_days:
        return False
    told = leaves(before, rules) or enters(spell, rules)
    return told and not returns_from_home(before, spell, rules)


def place(spell: Spell, rules: Cips) -> tuple[object, ...]:
    """Where a spell stands among the person's: admission, discharge, kind of transfer, first episode."""
    open_last = spell.discharge_date is None or spell.discharge_date_rule == "stale_open"
    moves = {(False, False): 0, (True, False): 1, (True, True): 2, (False, True): 3}
    return (
        spell.admission_date,
        open_last,
        None if open_last else spell.discharge_date,
        moves[leaves(spell, rules), enters(spell, rules)],
        spell.episodes[0],
    )


def stays(spells: Sequence[Spell], rules: Cips) -> list[list[Spell]]:
    """Every continuous stay as its spells in order; regular attenders and undated spells are each their own."""
    found: list[list[Spell]] = []
    people: dict[object, list[Spell]] = {}
    for spell in spells:
        if spell.is_regular or spell.admission_date is None:
            found.append([spell])
        else:
            people.setdefault(spell.person_id, []).append(spell)
    for own in people.values():
        found += in_turn(sorted(own, key=lambda spell: place(spell, rules)), rules)
    return found


def in_turn(spells: Iterable[Spell], rules: Cips) -> list[list[Spell]]:
    """The stays of one person's spells, which stand in order."""
    found: list[list[Spell]] = []
    for spell in spells:
        if found and continues(found[-1][-1], spell, rules):
            found[-1].append(spell)
        else:
            found.append([spell])
    return found
