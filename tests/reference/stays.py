"""A stay as an event sees it: the days of a spell, its episodes that count, and the continuous stay around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linkage.config.cips import Cips
from tests.reference import cips, spells
from tests.reference.episodes import finished_key, own

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
    """Those that count, in order, each with the end that the rules give it and `date_rule`."""
    named_by: tuple[object, ...]
    """Attendances that any of its episodes names."""
    once: tuple[str, ...]
    """Keys under which its episodes were sent before they were finished."""
    types: tuple[object, ...]
    """The types of all its episodes, in order."""

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


KNOWN = ("as_sent", "swapped", "last_episode_end")
"""Rules by which a discharge is a day that somebody sent."""


def ended(episode: Record, following: Record | None, spell: spells.Spell) -> Record:
    """An episode with its end: as it was sent, or by the next one, the discharge, its own start or its last census."""
    start, discharged = episode["episode_start"], spell.discharge_date
    if episode["is_turned"]:
        return {**episode, "date_rule": "swapped"}
    if episode["episode_end"] is not None:
        return {**episode, "date_rule": "as_sent"}
    if following is not None and following["episode_start"] is not None:
        return {**episode, "episode_end": following["episode_start"], "date_rule": "next_episode"}
    finished = episode["episode_status"] == "3"
    told = (
        discharged
        if isinstance(start, date) and isinstance(discharged, date) and discharged >= start
        else None
    )
    if told and (
        spell.discharge_date_rule in KNOWN or (finished and spell.discharge_date_rule != "stale_open")
    ):
        return {**episode, "episode_end": told, "date_rule": "discharge"}
    if finished or episode["patient_class"] in spells.REGULAR_ATTENDER:
        return {**episode, "episode_end": start, "date_rule": "start_day"}
    if not episode["is_stale"]:
        return {**episode, "episode_end": told, "date_rule": "open_unconfirmed"}
    census = episode["last_census"]
    days = [day for day in (census, told) if isinstance(day, date)]
    last = max(start, min(days)) if isinstance(start, date) else min(days)
    return {**episode, "episode_end": last, "date_rule": "stale_open"}


def stays(episodes: Sequence[Record], rules: Cips, last_complete: int | None = None) -> list[Stay]:
    """Every stay of every person."""
    counted = own(episodes, rules.transfer, last_complete)
    by_key = {str(episode["episode_key"]): episode for episode in counted}
    again = {str(row["episode_key"]): finished_key(row, episodes) for row in episodes}
    found = []
    for continuous in cips.stays(spells.spells(counted, rules.transfer), rules):
        for spell in continuous:
            inside: list[Record] = [by_key[key] for key in spell.episodes]
            nexts = [*inside[1:], None]
            lasting = [ended(row, after, spell) for row, after in zip(inside, nexts, strict=True)]
            once = tuple(key for key, finished in again.items() if finished in spell.episodes)
            named_by = tuple(
                row["attendance_key"] for row in (*inside, *(by_raw(episodes, key) for key in once))
            )
            found.append(
                Stay(
                    spell,
                    continuous[0].episodes[0],
                    tuple(row for row in lasting if row["episode_type"] not in ELSEWHERE),
                    named_by,
                    once,
                    tuple(row["episode_type"] for row in inside),
                )
            )
    return found


def by_raw(episodes: Sequence[Record], key: str) -> Record:
    """The episode of that key, as it was sent."""
    return next(row for row in episodes if row["episode_key"] == key)
