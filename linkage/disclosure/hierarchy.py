"""
Two tables of which one is the other made finer: providers, and the sites they consist of.

    national, exact        rows of providers add up to it
      provider             rows of its sites add up to it
        site

A provider that is hidden hides its sites, which would add up to it; a provider that is shown limits what its
sites can hide, and is itself limited by them in what it can make up for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.disclosure.partition import OPEN, Hiding, Row
from linkage.disclosure.profile import Profile
from linkage.disclosure.riddle import Earlier
from linkage.disclosure.room import Shown, shift, swap
from linkage.disclosure.suppression import NOTHING, hidings

Sites = Mapping[str, Sequence[Row]]
"""The finer rows of each coarse row, by the coarse row's category."""


@dataclass(frozen=True)
class Parts:
    """What shown sites leave their provider to move: the sum of their own room."""

    sites: Sites
    profile: Profile

    def swap(self, category: str, given: int, taken: int) -> int:
        """Events that could move between two parts, over the sites."""
        return sum(
            swap((Shown(site, OPEN),), self.profile, given, taken) for site in self.sites.get(category, ())
        )

    def shift(self, category: str, part: int, *, more: bool) -> int:
        """Events that could come or go with the totals, over the sites."""
        return sum(
            shift((Shown(site, OPEN),), self.profile, part, more=more)
            for site in self.sites.get(category, ())
        )


def nested_hidings(
    providers: Sequence[Row],
    sites: Sites,
    profile: Profile,
    earlier: Earlier = (),
    earlier_sites: Earlier = (),
    forced: Mapping[str, Hiding] = NOTHING,
) -> tuple[dict[str, Hiding], dict[str, Hiding]]:
    """What to hide of each provider, and of each site. Every provider has its sites, which add up to it."""
    coarse = hidings(providers, profile, earlier, Parts(sites, profile), forced)
    fine: dict[str, Hiding] = {}
    for provider, hiding in coarse.items():
        own = hidings(sites[provider], profile, earlier_sites)
        fine |= {site: found | hiding for site, found in own.items()}
    return coarse, fine
