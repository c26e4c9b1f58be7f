"""
Earlier months under the codes of now: events of a provider that another has followed count for that one.

    before                now        lookup                       held against
    RZ3 100, RZ4 50       RZ4 140    RZ3 was followed by RZ4      RZ4 150
    RZ3 100, RZ4 50       RZ4 60     the same                     RZ3 100, RZ4 50: RZ4 does not send what RZ3 sent
    RZ3 100               RZ4 80     RZ3 was split: RZ4 and RZ5   none of RZ3: whose its events were nobody can tell

A lookup names successions of many years, and codes that are sent all the same; so a code counts for those who followed
it where they send more than before by at least half of what it sent. Source: the lookup of sites, as the statistics of
the month have it; the half is a choice.
"""

from collections.abc import Mapping
from dataclasses import replace

from linkage.gates.facts import MonthFacts
from linkage.words.same_provider import took_over

Followed = Mapping[str, tuple[str, ...]]
"""By code of a provider, the codes that took its place."""


def under_codes_of_now(before: MonthFacts | None, now: MonthFacts, followed: Followed) -> MonthFacts | None:
    """An earlier month with its providers as they are called now; one that still sends under its code keeps it."""
    if before is None:
        return None
    stopped: dict[tuple[str, ...], int] = {}
    for code, events in before.providers.items():
        if code not in now.providers and code in followed:
            stopped[followed[code]] = stopped.get(followed[code], 0) + events
    taken_over = {
        codes
        for codes, events in stopped.items()
        if took_over(events, *(sent_by(codes, month) for month in (before, now)))
    }
    providers: dict[str, int] = {}
    for code, events in before.providers.items():
        successors = () if code in now.providers else followed.get(code, ())
        if successors not in taken_over:
            successors = ()
        if len(successors) <= 1:
            shown = successors[0] if successors else code
            providers[shown] = providers.get(shown, 0) + events
    return replace(before, providers=providers)


def sent_by(codes: tuple[str, ...], month: MonthFacts) -> int:
    """Events of some providers."""
    return sum(month.providers.get(code, 0) for code in codes)
