"""
The statistics of a series of months, made without linking anybody: for reports of many months and providers.

In the month of `broken_from` one provider's NHS numbers go missing, and half of its links with them; from
`ruled_from` on there is a rank more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from linkage.words.figure import SUB_NATIONAL, Figure

RANKS = ("1A", "1B", "2", "8")
NEW_RANK = "7"
STATUSES = ("match_rate", "review_rate", "unlinked_rate")


@dataclass(frozen=True)
class World:
    """How many months and providers, and what happens when; months count from 1, 0 is never."""

    months: int = 24
    providers: int = 12
    broken_from: int = 18
    ruled_from: int = 20
    seed: int = 7
    small: int = 0
    """Providers with a handful of events."""
    names: tuple[str, ...] = ()
    """Codes of providers, instead of made-up ones."""

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, YYYY-MM."""
        return tuple(f"{2019 + place // 12}-{place % 12 + 1:02}" for place in range(self.months))

    @property
    def codes(self) -> tuple[str, ...]:
        """The providers; the second is the one whose numbers go missing."""
        made = tuple(f"R{place:03}" for place in range(1, self.providers + 1))
        return (*self.names, *made[len(self.names) :])


def figures(world: World, last: str | None = None) -> tuple[Figure, ...]:
    """The statistics of a release of the month `last`, the last one if left out; it is the first publication of all."""
    return tuple(
        figure
        for place, period in enumerate(world.periods, start=1)
        if last is None or period <= last
        for figure in of_month(world, place, period)
    )


def of_month(world: World, place: int, period: str) -> Iterator[Figure]:
    """All rows of one month."""
    chance = Random(f"{world.seed} {place}")
    whole, numbers = [0, 0, 0], [0, 0]
    rows: list[Figure] = []
    for order, code in enumerate(world.codes):
        events = chance.randint(2, 9) if order < world.small else chance.randint(900, 1100)
        is_broken = order == max(1, world.small) and 0 < world.broken_from <= place
        missed = sum(chance.random() < (0.3 if is_broken else 0.03) for _ in range(events))
        review = missed // 3
        valid = events - sum(chance.random() < (0.6 if is_broken else 0.04) for _ in range(events))
        parts = (events - missed, review, missed - review)
        whole = [have + part for have, part in zip(whole, parts, strict=True)]
        numbers = [numbers[0] + valid, numbers[1] + events - valid]
        rows += statuses(period, "provider", code, parts)
        rows += statuses(period, "site", f"{code}01", parts)
        rows += usable(period, "provider.nhs_number", code, valid, events)
    rows += statuses(period, "month", period, whole)
    first = [whole[0] // 3, whole[1] // 2, whole[2] // 2]
    rows += statuses(period, "sex", "1", first)
    rows += statuses(period, "sex", "2", [have - part for have, part in zip(whole, first, strict=True)])
    rows += usable(period, "field", "nhs_number", numbers[0], sum(numbers))
    yield from rows
    yield from copies(rows)
    yield from ranks(world, place, period, whole)
    yield from flow(period, whole)


def share(
    period: str, table: str, breakdown: str, category: str, measure: str, count: int, events: int
) -> Figure:
    """A share of events, each of somebody else."""
    return Figure(
        table,
        breakdown,
        category,
        measure,
        count,
        events,
        count / events if events else None,
        period,
        SUB_NATIONAL if "provider" in breakdown or breakdown == "site" else "national",
        count,
        events - count,
    )


def statuses(period: str, breakdown: str, category: str, parts: Sequence[int]) -> list[Figure]:
    """Linked, in review, unlinked."""
    return [
        share(period, "match_rate_by", breakdown, category, measure, part, sum(parts))
        for measure, part in zip(STATUSES, parts, strict=True)
    ]


def usable(period: str, breakdown: str, category: str, valid: int, events: int) -> list[Figure]:
    """Filled in, usable, and not usable: every number that is there can be used."""
    counts = {"complete": valid, "valid": valid, "unusable": 0}
    return [
        share(period, "data_quality", breakdown, category, measure, count, events)
        for measure, count in counts.items()
    ]


def copies(rows: Sequence[Figure]) -> Iterator[Figure]:
    """First publications, as a run writes them."""
    for row in rows:
        if row.table == "match_rate_by" and row.breakdown in {"month", "provider"}:
            yield _copy(row, row.breakdown, row.measure)
        elif row.breakdown == "provider.nhs_number":
            yield _copy(row, "provider", f"nhs_number_{row.measure}")


def _copy(row: Figure, breakdown: str, measure: str) -> Figure:
    whole = row.denominator or 0
    return share(row.period, "first_publication", breakdown, row.category, measure, row.numerator or 0, whole)


def ranks(world: World, place: int, period: str, whole: Sequence[int]) -> Iterator[Figure]:
    """The match-rank table; the new rank takes a hundredth of the links."""
    names = (*RANKS, *((NEW_RANK,) if 0 < world.ruled_from <= place else ()))
    linked, so_far = whole[0], 0
    for order, name in enumerate(sorted(names)):
        count = linked - so_far if order == len(names) - 1 else linked // (10 if order else 2)
        so_far += count
        yield Figure(
            "match_rank",
            "rank",
            name,
            "records",
            count,
            sum(whole),
            float(count),
            period,
            "national",
            count,
            0,
        )
        yield share(period, "match_rank", "rank", name, "share_of_matched", count, linked)
        yield share(period, "match_rank", "rank", name, "cumulative_share", so_far, linked)
        yield Figure(
            "match_rank", "rank", name, "people", count, None, float(count), period, "national", count, 0
        )
    totals = {
        "matched": whole[0],
        "review": whole[1],
        "unlinked": whole[2],
        "unmatched": whole[1] + whole[2],
        "supplied": sum(whole),
    }
    for category, count in totals.items():
        yield Figure(
            "match_rank",
            "total",
            category,
            "records",
            count,
            sum(whole),
            float(count),
            period,
            "national",
            count,
            0,
        )
        yield Figure(
            "match_rank", "total", category, "people", count, None, float(count), period, "national", count, 0
        )
    yield share(period, "match_rank", "total", "supplied", "match_rate", whole[0], sum(whole))


def counted(
    period: str, breakdown: str, category: str, measure: str, count: int, events: int | None
) -> Figure:
    """A number of the match-rank table, each event of somebody else."""
    value = float(count)
    return Figure(
        "match_rank", breakdown, category, measure, count, events, value, period, "national", count, 0
    )


def flow(period: str, whole: Sequence[int]) -> Iterator[Figure]:
    """Two rows set aside, five superseded."""
    events = sum(whole)
    counts = {
        "rows_read": events + 7,
        "rows_quarantined": 2,
        "rows_accepted": events + 5,
        "other_month": 0,
        "superseded": 5,
        "opted_out": 0,
        "key_conflict": 0,
        "events": events,
        "linked": whole[0],
        "review": whole[1],
        "unlinked": whole[2],
    }
    for step, count in counts.items():
        yield Figure("flow", "step", step, "rows", count, None, float(count), period)
    yield Figure("data_quality", "quarantine_reason", "did.field_count", "records", 2, None, 2.0, period)
