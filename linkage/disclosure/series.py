"""
The publications of every month, as they may be shared: charts of controlled numbers.

A month that was shared keeps the numbers it was shared with. One that was not, because the job asked for no
shareable report then, is controlled now if its publication still is its present numbers. Else the whole country's
numbers alone are shared where these are left alone, and not even they where few people lie between them and any other
numbers of the month that are, or may come to be, shared.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.controlled_figure import exact
from linkage.disclosure.earlier import Publication
from linkage.disclosure.listed import charted_places
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import Profile
from linkage.disclosure.standing import is_close
from linkage.words.figure import Figure
from linkage.words.publication import FIRST, PUBLICATIONS


def publications(
    figures: Sequence[Figure],
    month: str,
    now: Iterable[Figure],
    shared_before: Iterable[Figure],
    profile: Profile,
    earlier: Callable[[str], Sequence[Publication]],
    others: Mapping[str, Profile] | None = None,
) -> list[Figure]:
    """
    Shared publications of all months.

    `figures` are exact ones of every month, `now` the shared ones of `month`, `shared_before` those of earlier ones;
    `earlier` gives all that was shared of a month before. `profile` holds for `month`, and for those that are not among
    the `others`.
    """
    known = {(figure.table, figure.period, figure.key): figure for figure in shared_before}
    months: dict[str, list[Figure]] = {}
    for figure in figures:
        months.setdefault(figure.period, []).append(figure)
    found: list[Figure] = []
    for period, of_month in sorted(months.items()):
        rule = (others or {}).get(period, profile)
        for table in PUBLICATIONS:
            copies = [figure for figure in of_month if figure.table == table]
            before = [figure for place, figure in known.items() if place[:2] == (table, period)]
            if before:
                found += before
            elif copies and is_present(copies, of_month):
                shared = now if period == month else controlled_month(of_month, rule, earlier(period))
                found += as_copies(shared, table, copies)
            elif rule.national_exact:
                present = Publication(
                    of_month, [exact(figure) for figure in of_month if figure.table not in PUBLICATIONS]
                )
                found += exact_if_apart(copies, (*earlier(period), present), rule)
    return found


def exact_if_apart(copies: Iterable[Figure], others: Iterable[Publication], profile: Profile) -> list[Figure]:
    """A publication's exact national numbers; none where few people lie between them and others of the month."""
    whole = [figure for figure in copies if not figure.is_sub_national]
    origins = [origin(figure) for figure in whole]
    keys = {figure.key for figure in origins}
    for other in others:
        alike = Publication(other.exact, [figure for figure in other.shared if figure.key in keys])
        if is_close(origins, alike, profile.limit):
            return []
    return list(map(exact, whole))


def shared_in_series(exact_ones: Sequence[Figure], shared: Sequence[Figure], month: str) -> list[Publication]:
    """What the charts of other months' reports shared of a month's whole: a publication of each maturity."""
    found = [
        Publication(origins(exact_ones, table, month), origins(shared, table, month))
        for table in PUBLICATIONS
    ]
    return [publication for publication in found if publication.shared]


def origins(figures: Iterable[Figure], table: str, month: str) -> list[Figure]:
    """The national numbers of a month that a publication of it has, as numbers of the month."""
    return [
        origin(figure)
        for figure in figures
        if (figure.table, figure.period) == (table, month) and not figure.is_sub_national
    ]


def origin(copy: Figure) -> Figure:
    """The number of the month that one of a publication's national numbers is a copy of."""
    table, breakdown = next(
        place for place, charted in charted_places().items() if copy.measure in charted.national
    )
    return replace(copy, table=table, breakdown=breakdown)


def is_present(copies: Sequence[Figure], of_month: Iterable[Figure]) -> bool:
    """Whether a publication is what the month's numbers are now."""
    present = {copied_key(figure): (figure.numerator, figure.denominator) for figure in of_month}
    return all(present.get(figure.key[1:]) == (figure.numerator, figure.denominator) for figure in copies)


def copied_key(figure: Figure) -> tuple[str, str, str] | None:
    """Breakdown, category and measure that a figure has as a publication; None when it is never published so."""
    charted = charted_places().get((figure.table, figure.breakdown))
    return (charted.copied, figure.category, charted.prefix + figure.measure) if charted else None


def as_copies(shared: Iterable[Figure], table: str, copies: Iterable[Figure]) -> list[Figure]:
    """Shared numbers of a month as its publication; what stands from an earlier one is no later one's."""
    shared = [figure for figure in shared if table == FIRST or figure.from_release is None]
    wanted = {figure.key[1:] for figure in copies}
    keys: Mapping[tuple[str, str, str], Figure] = {
        key: figure for figure in shared if (key := copied_key(figure)) in wanted and key is not None
    }
    return [
        replace(figure, table=table, breakdown=key[0], measure=key[2]) for key, figure in sorted(keys.items())
    ]
