"""A stay as an event sees it: the days of a spell, its episodes that count, and the continuous stay around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linkage.config.cips import Cips
from tests.reference import cips, spells

Record = Mapping[str, object]
"""Columns of a hospital record or, of an event, its id, person, provider, setting and dates."""

ELSEWHERE = ("5", "6")
"""Episode types of deliveries and births outside hospital."""


@dataclass(frozen=True)
class Stay:
    """One spell as an event may see it."""

    spell: spells.Spell
    first_of_cips: str
    """Key of the first episode of the continuous stay."""
    episodes: tuple[Record, ...]
    """Those that count, in order."""
    named_by: tuple[object, ...]
    """Attendances that any of its episodes names."""

    @property
    def last_day(self) -> date | None:
        """Discharge, or without it the latest day that an episode shows."""
        if isinstance(self.spell.discharge_date, date):
            return self.spell.discharge_date
        shown = [episode["episode_end"] or episode["episode_start"] for episode in self.episodes]
        return max((day for day in shown if isinstance(day, date)), default=None)

    def covers(self, day: date) -> bool:
        """Whether a day is one of the spell's."""
        first, last = self.spell.admission_date, self.last_day
        return isinstance(first, date) and last is not None and first <= day <= last


def counts(episode: Record, episodes: Sequence[Record]) -> bool:
    """Whether an episode is a stay in hospital, and no unfinished one that came again finished."""
    if episode["episode_type"] in ELSEWHERE:
        return False
    shared = ("person_id", "provider_code", "episode_start", "episode_order")
    for other in episodes:
        again = other["episode_status"] == "3" and all(other[name] == episode[name] for name in shared)
        if episode["episode_status"] != "3" and again:
            return False
    return True


def stays(episodes: Sequence[Record], rules: Cips) -> list[Stay]:
    """Every stay of every person."""
    by_key = {str(episode["episode_key"]): episode for episode in episodes}
    found = []
    for continuous in cips.stays(spells.spells(episodes), rules):
        for spell in continuous:
            own = [by_key[key] for key in spell.episodes]
            counted = tuple(episode for episode in own if counts(episode, episodes))
            named_by = tuple(episode["attendance_key"] for episode in own)
            found.append(Stay(spell, continuous[0].episodes[0], counted, named_by))
    return found
