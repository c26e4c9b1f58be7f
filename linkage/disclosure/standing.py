"""
Exact numbers that stand as they were shared before, because too few people lie between then and now.

Two exact publications of a month tell by their difference of the people who came, went or were linked in between. Of
1 to the limit people nobody may be told, so the numbers of the earlier publication stand until there are more:

    the whole    linked, in review and unlinked of the month, and the totals of the match-rank table
    its parts    every other number about the whole country: all of them, for they are cut from the same events
    providers    and sites, under a rule that does not round them

The new numbers are held against every earlier publication. Events may be many of one person: where counts differ,
people have to differ by more than the limit too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.earlier import Publication
from linkage.disclosure.listed import made_anew
from linkage.disclosure.profile import Profile
from linkage.words.figure import Figure

WHOLE = {("match_rate_by", "month"), ("match_rank", "total")}
"""Tables and breakdowns of the first unit; every other one is of the second."""

UNITS = ("whole", "parts", "providers")

COUNTED_BY_VALUE = {"links_at_probability"}
"""Measures whose value is a count."""

Key = tuple[str, str, str, str]


def unit_of(figure: Figure) -> str:
    """What a number is renewed together with: the whole month, its parts, or its providers and sites."""
    if figure.is_sub_national:
        return "providers"
    return "whole" if (figure.table, figure.breakdown) in WHOLE else "parts"


def is_exact(unit: str, profile: Profile) -> bool:
    """Whether numbers are shared unrounded, so that two of them give their difference."""
    return profile.base == 1 or (profile.national_exact and unit != "providers")


def renewed_or_standing(
    exact: Sequence[Figure], shared: Sequence[Figure], profile: Profile, earlier: Sequence[Publication]
) -> list[Figure]:
    """The numbers `shared` of a month, `exact` before control; or, by unit, those that were shared last."""
    found: list[Figure] = []
    for unit in UNITS:
        now = [figure for figure in shared if unit_of(figure) == unit]
        shown = {figure.key: figure for figure in now if not says_nothing(figure)}
        true = [as_shown(figure, shown) for figure in exact if unit_of(figure) == unit]
        before = [one for publication in earlier if (one := of_unit(publication, unit)).shared]
        hidden = {figure.key for figure in true} - shown.keys()
        if is_exact(unit, profile) and any(is_close(true, one, profile.limit, hidden) for one in before):
            last = before[-1]
            now = [replace(one, from_release=one.from_release or last.release) for one in last.shared]
        found += now
    return found


def says_nothing(figure: Figure) -> bool:
    """Whether a number is hidden with its total; the total of one that is hidden alone can be compared too."""
    return figure.is_suppressed and figure.denominator is None


def as_shown(figure: Figure, shown: Mapping[Key, Figure]) -> Figure:
    """An exact number, without its parts where these are hidden."""
    is_hidden = figure.key in shown and shown[figure.key].is_suppressed
    return (
        replace(figure, numerator=None, numerator_people=None, complement_people=None)
        if is_hidden
        else figure
    )


def of_unit(publication: Publication, unit: str) -> Publication:
    """What a publication shared of one unit, and the exact numbers of it."""
    exact, shared = (
        [one for one in listed if one.table not in made_anew() and unit_of(one) == unit]
        for listed in (publication.exact, publication.shared)
    )
    return Publication(exact, shared, publication.release)


def is_close(
    now: Iterable[Figure], before: Publication, limit: int, hidden: Collection[Key] = frozenset()
) -> bool:
    """
    Whether any number shared both times differs by few people; of those now, `hidden` are not shared.

    Of tables that the publication has, a number it lacks was nought.
    """
    present = {figure.key: figure for figure in now}
    tables = {key[:2] for key in before.shared_by_key}
    keys = {key for key in present if key[:2] in tables} | before.shared_by_key.keys()
    return any(
        few_between(present.get(key), before.shared_by_key.get(key), before.exact_by_key, limit)
        for key in keys
        if key not in hidden and was_shared(before, key)
    )


def was_shared(before: Publication, key: Key) -> bool:
    """Whether a publication shared a number, or its total; one that it lacked was nought, and so known."""
    return (
        not says_nothing(before.shared_by_key[key])
        if key in before.shared_by_key
        else key not in before.exact_by_key
    )


def few_between(now: Figure | None, shared: Figure | None, known: Mapping[Key, Figure], limit: int) -> bool:
    """Whether 1 to `limit` people may lie between two numbers: by their counts, or by the people behind them."""
    stands = shared is not None and shared.from_release is not None
    behind = shared if stands or shared is None else known.get(shared.key, shared)
    moved = [abs(present - past) for present, past in zip(counts(now), counts(shared), strict=True)]
    of_people = [
        moved[side] if None in {present, past} else abs((present or 0) - (past or 0))
        for side, (present, past) in enumerate(zip(people(now), people(behind), strict=True))
    ]
    return any(
        events and min(events, persons) <= limit for events, persons in zip(moved, of_people, strict=True)
    )


def counts(figure: Figure | None) -> tuple[int, int, int]:
    """Numerator, what is left of the denominator, and the denominator; nought where there is none."""
    if figure is None:
        return 0, 0, 0
    count = figure.numerator or 0
    if figure.measure in COUNTED_BY_VALUE:
        count = round(figure.value or 0)
    whole = figure.denominator or 0
    return count, whole - count if whole else 0, whole


def people(figure: Figure | None) -> tuple[int | None, int | None, int | None]:
    """The people behind these; of the whole they are not known, since somebody may be on both sides."""
    return (0, 0, None) if figure is None else (figure.numerator_people, figure.complement_people, None)
