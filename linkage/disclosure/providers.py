"""
Control of all that is shared of single providers and their sites, every table at once.

    match_rate_by    linked, review, unlinked; sites within providers
    data_quality     one field a table, of the same events: usable, and not
    concordance      of the linked events alone: hidden wherever the linked are
    implausible      likewise
    waits            percentiles alone, with enough people on each side

The tables of one provider have one total. So a total that one table hides is hidden in all, and never alone: with a
hidden companion of many events every hidden total may be any number, in every table at the same time.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.controlled_figure import estimate, two_sided
from linkage.disclosure.earlier import Publication
from linkage.disclosure.frequency_table import ALL, Suppression, TableRow
from linkage.disclosure.hierarchy import nested_suppressions
from linkage.disclosure.listed import tables_with
from linkage.disclosure.profile import Profile
from linkage.disclosure.secondary_suppression import suppressions
from linkage.disclosure.table_figures import (
    TableFigures,
    published_before,
    rows,
    sites_of,
    suppress,
    table_figures,
)
from linkage.words.control import OfLinked
from linkage.words.figure import Figure

STATUSES = ("match_rate", "review_rate", "unlinked_rate")
ENOUGH = 3
"""A companion has at least so many times the largest hidden count."""

Hidden = dict[str, Suppression]


def controlled(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication] = ()
) -> list[Figure]:
    """The sub-national numbers that may be shared; what has no rule is left out."""
    statuses = {
        name: table_figures(figures, "match_rate_by", name, STATUSES) for name in ("provider", "site")
    }
    fields = {
        breakdown: table_figures(figures, "data_quality", breakdown, (measure,))
        for breakdown, measure in usable_measures(figures).items()
    }
    providers, sites, quality = hidden_of_events(statuses, fields, profile, earlier)
    shared = list(suppress(statuses["provider"], providers, profile)) + list(
        suppress(statuses["site"], sites, profile)
    )
    for breakdown, hidden in quality.items():
        shared += suppress(fields[breakdown], hidden, profile)
    for table, control in tables_with(OfLinked).items():
        measure = control.measure
        found = table_figures(figures, table, "provider", (measure,))
        forced = {category: ALL for category in found if providers.get(category, ALL).cells}
        before = published_before(earlier, table, "provider", (measure,), with_rest=True)
        shared += suppress(
            found, suppressions(rows(found, with_rest=True), profile, before, forced=forced), profile
        )
    open_ones = {category for category, suppression in providers.items() if not suppression.total}
    return shared + [
        estimate(figure, figure.value)
        for figure in figures
        if figure.table == "waits"
        and figure.breakdown == "provider"
        and is_percentile(figure)
        and figure.category in open_ones
        and two_sided(figure, profile)
    ]


def hidden_of_events(
    statuses: Mapping[str, TableFigures],
    fields: Mapping[str, TableFigures],
    profile: Profile,
    earlier: Sequence[Publication],
) -> tuple[Hidden, Hidden, dict[str, Hidden]]:
    """What to hide of providers, of sites, and of each field's providers; a hidden total is hidden in all."""
    providers = rows(statuses["provider"])
    by_provider = sites_of(providers, rows(statuses["site"]))
    before = published_before(earlier, "match_rate_by", "provider", STATUSES)
    before_sites = published_before(earlier, "match_rate_by", "site", STATUSES)
    forced: Hidden = {}
    while True:
        coarse, fine = nested_suppressions(providers, by_provider, profile, before, before_sites, forced)
        quality = {
            breakdown: suppressions(
                rows(found, with_rest=True),
                profile,
                published_before(earlier, "data_quality", breakdown, (measure_of(found),), with_rest=True),
                forced=forced,
            )
            for breakdown, found in fields.items()
        }
        totals = {
            category
            for hidden in (coarse, *quality.values())
            for category, suppression in hidden.items()
            if suppression.total
        }
        if totals and (companion := companion_of(providers, totals, profile)):
            totals.add(companion)
        if totals <= {category for category, suppression in forced.items() if suppression.total}:
            return coarse, fine, quality
        forced = dict.fromkeys(totals, ALL)


def companion_of(providers: Sequence[TableRow], totals: set[str], profile: Profile) -> str | None:
    """The smallest provider with many events, where no hidden one has; None when there is no need, or no such one."""
    many = sorted(
        (row.total, row.category) for row in providers if row.total >= ENOUGH * (profile.limit + profile.base)
    )
    return None if not many or {category for _, category in many} & totals else many[0][1]


def usable_measures(figures: Sequence[Figure]) -> dict[str, str]:
    """Tables of fields by provider, each with the measure that is shared: valid, or complete where all are valid."""
    found: dict[str, str] = {}
    for figure in figures:
        if figure.table == "data_quality" and figure.measure in {"valid", "complete"}:
            found[figure.breakdown] = max(figure.measure, found.get(figure.breakdown, ""))
    return found


def measure_of(found: TableFigures) -> str:
    """The one measure of a table of two columns."""
    return next((figures[0].measure for figures in found.values()), "")


def is_percentile(figure: Figure) -> bool:
    """Whether a wait is told in days, such as test_to_report.p50."""
    return figure.measure.partition(".")[2].removeprefix("p").isdigit()
