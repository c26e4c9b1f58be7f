"""
Control of all that is told of single providers and their sites, every table at once.

    match_rate_by    linked, review, unlinked; sites within providers
    data_quality     one field a table, of the same events: usable, and not
    concordance      of the linked events alone: hidden wherever the linked are
    implausible      likewise
    waits            percentiles alone, with enough people on each side

The tables of one provider have one total. So a total that one table hides is hidden in all, and never alone: with a
hidden companion of many events every hidden total may be any number, in every table at the same time.
"""

from collections.abc import Mapping, Sequence

from linkage.disclosure.cell import estimate, two_sided
from linkage.disclosure.group import Group, Publication, group, rows, show, shown_before, sites_of
from linkage.disclosure.hierarchy import nested_hidings
from linkage.disclosure.listed import tables_with
from linkage.disclosure.partition import ALL, Hiding, Row
from linkage.disclosure.profile import Profile
from linkage.disclosure.suppression import hidings
from linkage.words.control import OfLinked
from linkage.words.figure import Figure

STATUSES = ("match_rate", "review_rate", "unlinked_rate")
ENOUGH = 3
"""A companion has at least so many times the largest hidden count."""

Hidden = dict[str, Hiding]


def controlled(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication] = ()
) -> list[Figure]:
    """The sub-national numbers that may be shared; what has no rule is left out."""
    statuses = {name: group(figures, "match_rate_by", name, STATUSES) for name in ("provider", "site")}
    fields = {
        breakdown: group(figures, "data_quality", breakdown, (measure,))
        for breakdown, measure in usable_measures(figures).items()
    }
    providers, sites, quality = hidden_of_events(statuses, fields, profile, earlier)
    told = list(show(statuses["provider"], providers, profile)) + list(show(statuses["site"], sites, profile))
    for breakdown, hidden in quality.items():
        told += show(fields[breakdown], hidden, profile)
    for table, control in tables_with(OfLinked).items():
        measure = control.measure
        found = group(figures, table, "provider", (measure,))
        forced = {category: ALL for category in found if providers.get(category, ALL).parts}
        before = shown_before(earlier, table, "provider", (measure,), with_rest=True)
        told += show(found, hidings(rows(found, with_rest=True), profile, before, forced=forced), profile)
    open_ones = {category for category, hiding in providers.items() if not hiding.total}
    return told + [
        estimate(figure, figure.value)
        for figure in figures
        if figure.table == "waits"
        and figure.breakdown == "provider"
        and is_percentile(figure)
        and figure.category in open_ones
        and two_sided(figure, profile)
    ]


def hidden_of_events(
    statuses: Mapping[str, Group],
    fields: Mapping[str, Group],
    profile: Profile,
    earlier: Sequence[Publication],
) -> tuple[Hidden, Hidden, dict[str, Hidden]]:
    """What to hide of providers, of sites, and of each field's providers; a hidden total is hidden in all."""
    providers = rows(statuses["provider"])
    by_provider = sites_of(providers, rows(statuses["site"]))
    before = shown_before(earlier, "match_rate_by", "provider", STATUSES)
    before_sites = shown_before(earlier, "match_rate_by", "site", STATUSES)
    forced: Hidden = {}
    while True:
        coarse, fine = nested_hidings(providers, by_provider, profile, before, before_sites, forced)
        quality = {
            breakdown: hidings(
                rows(found, with_rest=True),
                profile,
                shown_before(earlier, "data_quality", breakdown, (measure_of(found),), with_rest=True),
                forced=forced,
            )
            for breakdown, found in fields.items()
        }
        totals = {
            category
            for hidden in (coarse, *quality.values())
            for category, hiding in hidden.items()
            if hiding.total
        }
        if totals and (companion := companion_of(providers, totals, profile)):
            totals.add(companion)
        if totals <= {category for category, hiding in forced.items() if hiding.total}:
            return coarse, fine, quality
        forced = dict.fromkeys(totals, ALL)


def companion_of(providers: Sequence[Row], totals: set[str], profile: Profile) -> str | None:
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


def measure_of(found: Group) -> str:
    """The one measure of a partition of two parts."""
    return next((figures[0].measure for figures in found.values()), "")


def is_percentile(figure: Figure) -> bool:
    """Whether a wait is told in days, such as test_to_report.p50."""
    return figure.measure.partition(".")[2].removeprefix("p").isdigit()
