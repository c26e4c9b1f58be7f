"""
Earlier months under the codes of now: events of a provider that another has followed count for that one.

    before   RZ3 100, RZ4 50     RZ3 was followed by RZ4     RZ4 150
    before   RZ3 100             RZ3 was split into RZ4, RZ5   none of RZ3: whose its events were nobody can tell

Source of the successions: the lookup of sites, as the statistics of the month have it.
"""

from collections.abc import Mapping
from dataclasses import replace

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.gates.facts import MonthFacts
from linkage.words.same_provider import FOLLOWED_BY, SUCCESSION

Followed = Mapping[str, tuple[str, ...]]
"""By code of a provider, the codes that took its place."""


def followed_codes(engine: Engine, source: str, month: str) -> Followed:
    """The successions of `month`, which `source`, with the columns of statistics, has."""
    found: dict[str, tuple[str, ...]] = {}
    for code, measure in engine.rows(f"""
        select category, measure from {source}
        where period = {literal(month)} and "table" = '{SUCCESSION}'
        order by 1, 2"""):
        found[str(code)] = (*found.get(str(code), ()), str(measure).removeprefix(FOLLOWED_BY))
    return found


def under_codes_of_now(before: MonthFacts | None, now: MonthFacts, followed: Followed) -> MonthFacts | None:
    """An earlier month with its providers as they are called now; one that still sends under its code keeps it."""
    if before is None:
        return None
    providers: dict[str, int] = {}
    for code, events in before.providers.items():
        successors = () if code in now.providers else followed.get(code, ())
        if len(successors) <= 1:
            shown = successors[0] if successors else code
            providers[shown] = providers.get(shown, 0) + events
    return replace(before, providers=providers)
