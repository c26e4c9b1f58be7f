"""Relations to stays in hospital: within an episode, a spell or a continuous stay; before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from linkage.config.windows import Windows
from tests.reference.found import Found, day_of, to_record
from tests.reference.found import nearness as near_place
from tests.reference.stays import Record, Stay

FAR = 10**6
"""Further than any episode: how far one is whose start nobody knows."""


def relations(event: Record, stays: Sequence[Stay], windows: Windows) -> list[Found]:
    """Every relation of an event to the stays of its person."""
    found = in_episode(event, stays) or [*in_spell(event, stays), *in_cips(event, stays)]
    return [*found, *before(event, stays, windows), *after(event, stays, windows)]


def distance(day: date, episode: Record) -> int:
    """Whole days from a day to the nearest one of an episode."""
    start, end = episode["episode_start"], episode["episode_end"]
    if not isinstance(start, date):
        return FAR
    if day < start:
        return (start - day).days
    return (day - end).days if isinstance(end, date) and day > end else 0


def nearness(event: Record, episode: Record) -> tuple[object, ...]:
    """The order in which the nearest of several episodes is chosen: the smallest."""
    start, order = episode["episode_start"], episode["episode_order"]
    return (
        distance(day_of(event), episode),
        near_place(event, episode),
        (start is None, start or date.min),
        (order is None, order or 0),
        episode["episode_key"],
    )


def on_nearest(event: Record, relation: str, stays: Sequence[Stay]) -> Found:
    """The relation, on the nearest of all episodes of some stays."""
    several = [(nearness(event, episode), stay, episode) for stay in stays for episode in stay.episodes]
    _, stay, episode = min(several, key=lambda one: one[0])
    return to_record(event, relation, "APC", episode, 0, stay=stay)


def with_day(found: Found, event: Record, stay: Stay) -> Found:
    """The relation with the day of stay of the test, counted from 0."""
    admitted = stay.spell.admission_date
    return replace(found, day_of_stay=(day_of(event) - admitted).days if isinstance(admitted, date) else None)


def in_episode(event: Record, stays: Iterable[Stay]) -> list[Found]:
    """Episodes that begin on or before the day and do not end before it."""
    return [
        with_day(to_record(event, "IN_EPISODE", "APC", episode, 0, stay=stay), event, stay)
        for stay in stays
        for episode in stay.episodes
        if distance(day_of(event), episode) == 0
    ]


def in_spell(event: Record, stays: Iterable[Stay]) -> list[Found]:
    """Spells that cover the day."""
    return [
        with_day(on_nearest(event, "IN_SPELL", [stay]), event, stay)
        for stay in stays
        if stay.covers(day_of(event))
    ]


def in_cips(event: Record, stays: Iterable[Stay]) -> list[Found]:
    """Continuous stays of which one spell ended before the day, one begins after it, and none covers it."""
    together: dict[str, list[Stay]] = {}
    for stay in stays:
        together.setdefault(stay.first_of_cips, []).append(stay)
    day, found = day_of(event), []
    for spells in together.values():
        begun = [stay.spell.admission_date for stay in spells if isinstance(stay.spell.admission_date, date)]
        around = any(first < day for first in begun) and any(first > day for first in begun)
        if around and not any(stay.covers(day) for stay in spells):
            found.append(on_nearest(event, "IN_CIPS", spells))
    return found


def before(event: Record, stays: Iterable[Stay], windows: Windows) -> list[Found]:
    """Admissions soon after the test, on the first episode; of tests by GP direct access once more."""
    found = []
    for stay in stays:
        admitted = stay.spell.admission_date
        gap = (admitted - day_of(event)).days if isinstance(admitted, date) else 0
        first = stay.episodes[0]
        if 1 <= gap <= windows.pre_admission_days:
            found.append(to_record(event, "PRE_ADMISSION", "APC", first, gap, stay=stay))
        if event["source_setting"] == "04" and 1 <= gap <= windows.gp_da_then_admission_days:
            found.append(to_record(event, "GP_DA_THEN_ADMISSION", "APC", first, gap, stay=stay))
    return found


def after(event: Record, stays: Iterable[Stay], windows: Windows) -> list[Found]:
    """Discharges shortly before the test, on the last episode."""
    found = []
    for stay in stays:
        stale = stay.spell.discharge_date_rule == "stale_open"
        discharged = None if stale else stay.spell.discharge_date
        gap = (day_of(event) - discharged).days if isinstance(discharged, date) else 0
        if 1 <= gap <= windows.post_discharge_days:
            found.append(to_record(event, "POST_DISCHARGE", "APC", stay.episodes[-1], gap, stay=stay))
    return found
