"""Two releases compared, in plain Python: one event after the other."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What a release has of one event."""

    month: str
    status: str
    person: str | None
    rank: str | None
    gap: int
    """Days to its record: what stands for the person's records."""


Events = Mapping[str, Held]
"""A release: its events by id."""


def link_change(was: Held, now: Held) -> str:
    """How the link of an event changed."""
    if was.person and now.person:
        if was.person != now.person:
            return "other_person"
        return "same" if was.rank == now.rank else "other_rank"
    if now.person:
        return "gained"
    if was.person:
        return "lost"
    return "same" if was.status == now.status else "other_status"


def changes(before: Events, after: Events) -> dict[str, tuple[str, str | None, bool]]:
    """Presence, link and whether the records changed, of every event that is not as it was."""
    found: dict[str, tuple[str, str | None, bool]] = {}
    for event in before.keys() | after.keys():
        was, now = before.get(event), after.get(event)
        if was is None:
            found[event] = ("new", None, False)
        elif now is None:
            found[event] = ("gone", None, False)
        elif was.month != now.month:
            found[event] = ("moved", link_change(was, now), False)
        else:
            link = link_change(was, now)
            followed = bool(was.person) and was.person == now.person and was.gap != now.gap
            if link != "same" or followed:
                found[event] = ("both", link, followed)
    return found
