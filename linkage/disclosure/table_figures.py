"""Tables read from the statistics: the numbers of each category together, as control works on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from linkage.disclosure.controlled_figure import controlled, row_of_cells, suppression_of
from linkage.disclosure.earlier import Publication
from linkage.disclosure.feasibility import PublishedRow
from linkage.disclosure.frequency_table import ALL, Suppression, TableRow
from linkage.disclosure.profile import Profile
from linkage.words.figure import Figure

TableFigures = Mapping[str, list[Figure]]
"""The figures of a table by category, in the order of its cells."""


def table_figures(
    figures: Iterable[Figure], table: str, breakdown: str, measures: Sequence[str]
) -> TableFigures:
    """The figures of a table by category, measures in the order given; categories that lack one are left out."""
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if (figure.table, figure.breakdown) == (table, breakdown) and figure.measure in measures:
            found[figure.category][figure.measure] = figure
    return {
        category: [of_it[measure] for measure in measures]
        for category, of_it in sorted(found.items())
        if len(of_it) == len(measures)
    }


def rows(found: TableFigures, *, with_rest: bool = False) -> list[TableRow]:
    """The rows of a table as control works on them."""
    return [row_of_cells(category, figures, with_rest=with_rest) for category, figures in found.items()]


def published_before(
    earlier: Sequence[Publication],
    table: str,
    breakdown: str,
    measures: Sequence[str],
    *,
    with_rest: bool = False,
) -> list[dict[str, PublishedRow]]:
    """The same table in each earlier publication: its true rows, and what was hidden of them."""
    found = []
    for publication in earlier:
        shared = table_figures(publication.shared, table, breakdown, measures)
        true = {
            row.category: row
            for row in rows(table_figures(publication.exact, table, breakdown, measures), with_rest=with_rest)
        }
        found.append(
            {
                category: PublishedRow(
                    row, suppression_of(shared[category][0]) if category in shared else ALL
                )
                for category, row in true.items()
            }
        )
    return found


def suppress(found: TableFigures, hidden: Mapping[str, Suppression], profile: Profile) -> Iterable[Figure]:
    """The figures of a table as they may be shared; a category of which nothing is known is hidden."""
    for category, figures in found.items():
        for figure in figures:
            yield controlled(figure, hidden.get(category, ALL), profile)


def sites_of(providers: Sequence[TableRow], sites: Sequence[TableRow]) -> dict[str, list[TableRow]]:
    """
    The sites of each provider: a site's code begins with its provider's.

    Where they do not add up to it, the provider counts as its own only site, and they are hidden.
    """
    found: dict[str, list[TableRow]] = defaultdict(list)
    known = {provider.category for provider in providers}
    for site in sites:
        found[next((code for code in prefixes(site.category) if code in known), "")].append(site)
    return {
        provider.category: of_it if adds_up(provider, of_it := found[provider.category]) else [provider]
        for provider in providers
    }


def adds_up(whole: TableRow, parts: Sequence[TableRow]) -> bool:
    """Whether the parts of some rows make up those of another."""
    return tuple(map(sum, zip(*(part.events for part in parts), strict=True))) == whole.events


def prefixes(code: str) -> Iterable[str]:
    """The code, and what it begins with, longest first."""
    return (code[:length] for length in range(len(code), 0, -1))
