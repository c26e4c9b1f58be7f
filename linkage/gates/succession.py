"""
Earlier months under the codes of now: events of a provider that another has followed count for that one.

    before   RZ3 100, RZ4 50     RZ3 was followed by RZ4     RZ4 150
    before   RZ3 100             RZ3 was split into RZ4, RZ5   none of RZ3: whose its events were nobody can tell
    before   RZ3 100             the same, and neither sent    RZ3 100: nobody sends what it sent

Source of the successions: the lookup of sites, as the statistics of the month have it.
"""

from collections.abc import Mapping
from dataclasses import replace

from linkage.gates.facts import MonthFacts

Followed = Mapping[str, tuple[str, ...]]
"""By code of a provider, the codes that took its place."""


def under_codes_of_now(before: MonthFacts | None, now: MonthFacts, followed: Followed) -> MonthFacts | None:
    """An earlier month with its providers as they are called now; one that still sends under its code keeps it."""
    if before is None:
        return None
    providers: dict[str, int] = {}
    for code, events in before.providers.items():
        successors = () if code in now.providers else followed.get(code, ())
        is_in_parts = len(successors) > 1 and any(
            part in now.providers or part in before.providers for part in successors
        )
        if not is_in_parts:
            shown = successors[0] if len(successors) == 1 else code
            providers[shown] = providers.get(shown, 0) + events
    return replace(before, providers=providers)
