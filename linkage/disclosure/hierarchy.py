"""
A hierarchical table: providers, and the sites they consist of.

    national, exact        rows of providers add up to it
      provider             rows of its sites add up to it
        site

A provider that is hidden hides its sites, which would add up to it; a provider that is shown limits what its
sites can hide, and is itself limited by them in what it can make up for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.disclosure.feasibility import PublishedRow, change, transfer
from linkage.disclosure.frequency_table import OPEN, Suppression, TableRow
from linkage.disclosure.profile import Profile
from linkage.disclosure.published_table import Earlier
from linkage.disclosure.secondary_suppression import NOTHING, suppressions

Sites = Mapping[str, Sequence[TableRow]]
"""The finer rows of each coarse row, by the coarse row's category."""


@dataclass(frozen=True)
class SitesOfProvider:
    """How far shown sites let their provider move: the sum of how far each could."""

    sites: Sites
    profile: Profile

    def transfer(self, category: str, given: int, taken: int) -> int:
        """Events that could move between two cells, over the sites."""
        return sum(
            transfer((PublishedRow(site, OPEN),), self.profile, given, taken)
            for site in self.sites.get(category, ())
        )

    def change(self, category: str, cell: int, *, more: bool) -> int:
        """Events that could come or go with the totals, over the sites."""
        return sum(
            change((PublishedRow(site, OPEN),), self.profile, cell, more=more)
            for site in self.sites.get(category, ())
        )


def nested_suppressions(
    providers: Sequence[TableRow],
    sites: Sites,
    profile: Profile,
    earlier: Earlier = (),
    earlier_sites: Earlier = (),
    forced: Mapping[str, Suppression] = NOTHING,
) -> tuple[dict[str, Suppression], dict[str, Suppression]]:
    """What to hide of each provider, and of each site. Every provider has its sites, which add up to it."""
    coarse = suppressions(providers, profile, earlier, SitesOfProvider(sites, profile), forced)
    fine: dict[str, Suppression] = {}
    for provider, suppression in coarse.items():
        own = suppressions(sites[provider], profile, earlier_sites)
        fine |= {site: found | suppression for site, found in own.items()}
    return coarse, fine
