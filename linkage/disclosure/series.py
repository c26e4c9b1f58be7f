"""
The publications of every month, as they may be shared: charts of controlled numbers.

A month that was shared keeps the numbers it was shared with. One that was not, because the job asked for no
shareable report then, is controlled now if its publication still is its present numbers; else it is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.cell import exact
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import Profile
from linkage.figure import Figure

TABLES = ("first_publication", "three_month_publication")
COPIED = {
    ("match_rate_by", "month"): ("month", ""),
    ("match_rate_by", "provider"): ("provider", ""),
    ("data_quality", "provider.nhs_number"): ("provider", "nhs_number_"),
    ("concordance", "month"): ("month", ""),
}
"""Table and breakdown that publications are copies of: the breakdown of the copy, and what its measure begins with."""


def publications(
    figures: Sequence[Figure],
    month: str,
    now: Iterable[Figure],
    told: Iterable[Figure],
    profile: Profile,
    others: Mapping[str, Profile] | None = None,
) -> list[Figure]:
    """
    Shared publications of all months.

    `figures` are exact ones of every month, `now` the shared ones of `month`, `told` those of earlier publications.
    `profile` holds for `month`, and for those that are not among the `others`.
    """
    known = {(figure.table, figure.period, figure.key): figure for figure in told}
    months: dict[str, list[Figure]] = {}
    for figure in figures:
        months.setdefault(figure.period, []).append(figure)
    found: list[Figure] = []
    for period, of_month in sorted(months.items()):
        rule = (others or {}).get(period, profile)
        for table in TABLES:
            copies = [figure for figure in of_month if figure.table == table]
            before = [figure for place, figure in known.items() if place[:2] == (table, period)]
            if before:
                found += before
            elif copies and is_present(copies, of_month):
                shared = now if period == month else controlled_month(of_month, rule)
                found += as_copies(shared, table, copies)
            elif rule.national_exact:
                found += [exact(figure) for figure in copies if not figure.is_sub_national]
    return found


def is_present(copies: Sequence[Figure], of_month: Iterable[Figure]) -> bool:
    """Whether a publication is what the month's numbers are now."""
    present = {copied_key(figure): (figure.numerator, figure.denominator) for figure in of_month}
    return all(present.get(figure.key[1:]) == (figure.numerator, figure.denominator) for figure in copies)


def copied_key(figure: Figure) -> tuple[str, str, str] | None:
    """Breakdown, category and measure that a figure has as a publication; None when it is never published so."""
    place = COPIED.get((figure.table, figure.breakdown))
    return (place[0], figure.category, place[1] + figure.measure) if place else None


def as_copies(shared: Iterable[Figure], table: str, copies: Iterable[Figure]) -> list[Figure]:
    """Shared numbers of a month as its publication."""
    wanted = {figure.key[1:] for figure in copies}
    keys: Mapping[tuple[str, str, str], Figure] = {
        key: figure for figure in shared if (key := copied_key(figure)) in wanted and key is not None
    }
    return [
        replace(figure, table=table, breakdown=key[0], measure=key[2]) for key, figure in sorted(keys.items())
    ]
