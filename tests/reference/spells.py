"""Spells: the episodes of one admission to one provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Episode = Mapping[str, object]
"""The columns of the table `episode`."""

REGULAR_ATTENDER = ("3", "4")
"""Patient classes of regular day and night attenders: each attendance is a spell of its own."""


@dataclass(frozen=True)
class Spell:
    """One admission, as its episodes tell it."""

    person_id: object
    provider_code: object
    admission_date: object
    discharge_date: object
    episodes: tuple[str, ...]
    """Episode keys in order."""
    admission_method: object
    admission_source: object
    patient_class: object
    discharge_method: object
    discharge_destination: object

    @property
    def length_of_stay(self) -> int | None:
        """Days from admission to discharge, None while open."""
        if isinstance(self.admission_date, date) and isinstance(self.discharge_date, date):
            return (self.discharge_date - self.admission_date).days
        return None


def place(episode: Episode) -> tuple[tuple[bool, object], ...]:
    """Where an episode stands in its spell: by start, order, end, key; what is missing comes last."""
    ordered = []
    for column in ("episode_start", "episode_order", "episode_end", "episode_key"):
        value = episode[column]
        ordered.append((value is None, 0 if value is None else value))
    return tuple(ordered)


def admission(episode: Episode) -> tuple[object, ...]:
    """What the episodes of one spell share; without an admission date, each stands for itself."""
    shared = (
        episode["person_id"],
        episode["provider_code"],
        episode["admission_date"],
        episode["provider_spell_number"],
    )
    if episode["patient_class"] in REGULAR_ATTENDER or episode["admission_date"] is None:
        return (*shared, episode["episode_key"])
    return shared


def discharge_date(episodes: Sequence[Episode]) -> object:
    """The discharge date of a spell: the latest that any of its episodes bears."""
    known = [day for episode in episodes if isinstance(day := episode["discharge_date"], date)]
    return max(known, default=None)


def spells(episodes: Sequence[Episode]) -> list[Spell]:
    """Every spell of every person; an episode without a person has none."""
    grouped: dict[tuple[object, ...], list[Episode]] = {}
    for episode in episodes:
        if episode["person_id"] is not None:
            grouped.setdefault(admission(episode), []).append(episode)
    found = []
    for together in grouped.values():
        ordered = sorted(together, key=place)
        first, last = ordered[0], ordered[-1]
        found.append(
            Spell(
                person_id=first["person_id"],
                provider_code=first["provider_code"],
                admission_date=first["admission_date"],
                discharge_date=discharge_date(ordered),
                episodes=tuple(str(episode["episode_key"]) for episode in ordered),
                admission_method=first["admission_method"],
                admission_source=first["admission_source"],
                patient_class=first["patient_class"],
                discharge_method=last["discharge_method"],
                discharge_destination=last["discharge_destination"],
            )
        )
    return found
