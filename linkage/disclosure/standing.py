"""
Exact numbers that stand as they were shared before, because too few people lie between then and now.

Two exact publications of a month tell by their difference of the people who came, went or were linked in between. Of
1 to the limit people nobody may be told, so the numbers of the earlier publication stand until there are more:

    the whole    linked, in review and unlinked of the month, and the totals of the match-rank table
    its parts    every other number about the whole country: all of them, for they are cut from the same events

The new numbers are held against every earlier publication. Events may be many of one person: where counts differ,
people have to differ by more than the limit too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.cell import exact
from linkage.disclosure.group import Publication
from linkage.disclosure.profile import Profile
from linkage.figure import Figure

NEVER = {"first_publication", "three_month_publication", "change"}
"""Tables that are made again from controlled numbers (`series`)."""

WHOLE = {("match_rate_by", "month"), ("match_rank", "total")}
"""Tables and breakdowns of the first unit; every other one is of the second."""

COUNTED_BY_VALUE = {"links_at_probability"}
"""Measures whose value is a count."""

Key = tuple[str, str, str, str]


def exact_or_standing(
    figures: Sequence[Figure], profile: Profile, earlier: Sequence[Publication]
) -> list[Figure]:
    """National numbers as they may be shared where they are left alone: of now, or as they were shared last."""
    told: list[Figure] = []
    for is_whole in (True, False):
        now = [figure for figure in figures if is_of_whole(figure) == is_whole]
        before = [
            shared for publication in earlier if (shared := of_unit(publication, is_whole=is_whole)).shared
        ]
        if any(is_close(now, publication, profile.limit) for publication in before):
            last = before[-1]
            told += [replace(one, from_release=one.from_release or last.release) for one in last.shared]
        else:
            told += map(exact, now)
    return told


def is_of_whole(figure: Figure) -> bool:
    """Whether a number is of the month's whole."""
    return (figure.table, figure.breakdown) in WHOLE


def of_unit(publication: Publication, *, is_whole: bool) -> Publication:
    """What a publication shared of one of the two units, and the exact numbers of it."""
    exact_ones, shared = (
        [
            one
            for one in listed
            if not one.is_sub_national and one.table not in NEVER and is_of_whole(one) == is_whole
        ]
        for listed in (publication.exact, publication.shared)
    )
    return Publication(exact_ones, shared, publication.release)


def is_close(now: Iterable[Figure], before: Publication, limit: int) -> bool:
    """Whether any number differs by few people; of tables that the publication has, a number it lacks was nought."""
    present = {figure.key: figure for figure in now}
    tables = {key[:2] for key in before.told}
    keys = {key for key in present if key[:2] in tables} | before.told.keys()
    return any(few_between(present.get(key), before.told.get(key), before.known, limit) for key in keys)


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
