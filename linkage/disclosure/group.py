"""Partitions read from the statistics: the numbers of each category together, as control works on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.disclosure.cell import controlled, hiding_of, row_of_parts
from linkage.disclosure.partition import ALL, Hiding, Row
from linkage.disclosure.profile import Profile
from linkage.disclosure.room import Shown
from linkage.words.figure import Figure

Group = Mapping[str, list[Figure]]
"""The figures of a partition by category, in the order of its parts."""


@dataclass(frozen=True)
class Publication:
    """An earlier publication of the same month: the exact numbers behind it, what was shared, and of which release."""

    exact: Sequence[Figure]
    shared: Sequence[Figure]
    release: str = ""

    @cached_property
    def known(self) -> Mapping[tuple[str, str, str, str], Figure]:
        """The exact numbers by what names them."""
        return {figure.key: figure for figure in self.exact}

    @cached_property
    def told(self) -> Mapping[tuple[str, str, str, str], Figure]:
        """The shared numbers by what names them."""
        return {figure.key: figure for figure in self.shared}

    def hid(self, key: tuple[str, str, str, str]) -> bool:
        """Whether it had such a number, and hid or withheld it."""
        return key in self.known and (key not in self.told or self.told[key].is_suppressed)


def group(figures: Iterable[Figure], table: str, breakdown: str, measures: Sequence[str]) -> Group:
    """The figures of a partition by category, measures in the order given; categories that lack one are left out."""
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if (figure.table, figure.breakdown) == (table, breakdown) and figure.measure in measures:
            found[figure.category][figure.measure] = figure
    return {
        category: [of_it[measure] for measure in measures]
        for category, of_it in sorted(found.items())
        if len(of_it) == len(measures)
    }


def rows(found: Group, *, with_rest: bool = False) -> list[Row]:
    """A partition as control works on it."""
    return [row_of_parts(category, figures, with_rest=with_rest) for category, figures in found.items()]


def shown_before(
    earlier: Sequence[Publication],
    table: str,
    breakdown: str,
    measures: Sequence[str],
    *,
    with_rest: bool = False,
) -> list[dict[str, Shown]]:
    """The same partition in each earlier publication: its true rows, and what was hidden of them."""
    found = []
    for publication in earlier:
        told = group(publication.shared, table, breakdown, measures)
        true = {
            row.category: row
            for row in rows(group(publication.exact, table, breakdown, measures), with_rest=with_rest)
        }
        found.append(
            {
                category: Shown(row, hiding_of(told[category][0]) if category in told else ALL)
                for category, row in true.items()
            }
        )
    return found


def show(found: Group, hidden: Mapping[str, Hiding], profile: Profile) -> Iterable[Figure]:
    """The figures of a partition as they may be shared; a category that nobody judged is hidden."""
    for category, figures in found.items():
        for figure in figures:
            yield controlled(figure, hidden.get(category, ALL), profile)


def sites_of(providers: Sequence[Row], sites: Sequence[Row]) -> dict[str, list[Row]]:
    """
    The sites of each provider: a site's code begins with its provider's.

    Where they do not add up to it, the provider counts as its own only site, and they are hidden.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    known = {provider.category for provider in providers}
    for site in sites:
        found[next((code for code in prefixes(site.category) if code in known), "")].append(site)
    return {
        provider.category: of_it if adds_up(provider, of_it := found[provider.category]) else [provider]
        for provider in providers
    }


def adds_up(whole: Row, parts: Sequence[Row]) -> bool:
    """Whether the parts of some rows make up those of another."""
    return tuple(map(sum, zip(*(part.events for part in parts), strict=True))) == whole.events


def prefixes(code: str) -> Iterable[str]:
    """The code, and what it begins with, longest first."""
    return (code[:length] for length in range(len(code), 0, -1))
