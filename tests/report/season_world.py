"""
Statistics of months in which nothing happens but what always does: season, providers of different mix, unlike groups.

Made without linking anybody. A provider's rates have their own level and wander from month to month; winter has other
rates than summer; numbers of events differ by month; groups differ for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sin

import numpy as np

from linkage.words.figure import Figure
from tests.report.series_world import STATUSES, copies, share, statuses

GROUPS = {
    "sex": {"1": 0.46, "2": 0.52, "unknown": 0.02},
    "age_band": {f"{first}-{first + 9}": 0.11 for first in range(0, 90, 10)} | {"unknown": 0.01},
    "ethnic_group": {
        "Asian": 0.08,
        "Black": 0.04,
        "Mixed": 0.03,
        "Other": 0.02,
        "Not known": 0.05,
        "White": 0.78,
    },
    "deprivation": {f"{decile:02}": 0.092 for decile in range(1, 11)} | {"unknown": 0.08},
    "source_setting": {"01": 0.17, "02": 0.03, "03": 0.32, "04": 0.2, "05": 0.25, "06": 0.02, "07": 0.01},
    "modality": {
        "CT": 0.14,
        "MRI": 0.08,
        "Ultrasound": 0.2,
        "X-ray": 0.55,
        "PET": 0.01,
        "Nuclear medicine": 0.02,
    },
}
"""Shares of the events; each group has a rate of its own."""
MISSED = 0.004
"""Share of a group's events that are of people in HES and were missed; by a tenth more or less for good."""


@dataclass(frozen=True)
class SeasonWorld:
    """`half_from`: the month, from 1, from which on a quarter of the providers send half; 0 never."""

    seed: int
    months: int = 24
    providers: int = 20
    season: float = 0.15
    """By so much of themselves rates rise and fall over a year."""
    wander: float = 0.08
    half_from: int = 0

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, YYYY-MM."""
        return tuple(f"{2019 + place // 12}-{place % 12 + 1:02}" for place in range(self.months))


def season_figures(world: SeasonWorld) -> tuple[Figure, ...]:
    """The statistics of all months."""
    return tuple(row for place in range(world.months) for row in of_month(world, place))


def of_month(world: SeasonWorld, place: int) -> Iterator[Figure]:
    """All rows of one month that the first screen looks at."""
    level, chance = np.random.default_rng(world.seed), np.random.default_rng([world.seed, place])
    period = world.periods[place]
    swing = 1 + world.season * sin(2 * pi * place / 12)
    rows: list[Figure] = []
    totals = np.zeros(3, dtype=int)
    for order in range(world.providers):
        size, unmatched, bare = (
            level.uniform(100, 2_000),
            level.uniform(0.01, 0.06),
            level.uniform(0.01, 0.08),
        )
        halved = 0 < world.half_from <= place + 1 and order % 4 == 0
        events = max(
            int(chance.poisson(size * swing**0.5 * chance.normal(1, 0.05))) // (2 if halved else 1), 20
        )
        missed = chance.binomial(events, unmatched * swing * max(chance.normal(1, world.wander), 0.2))
        review = missed // 3
        parts = (events - missed, review, missed - review)
        totals += parts
        code = f"R{order:03}"
        rows += statuses(period, "provider", code, parts)
        valid = events - chance.binomial(events, bare * max(chance.normal(1, world.wander), 0.2))
        rows.append(share(period, "data_quality", "provider.nhs_number", code, "valid", int(valid), events))
    rows += statuses(period, "month", period, [int(part) for part in totals])
    for breakdown, shares in GROUPS.items():
        rows += cut(period, breakdown, shares, totals, level, chance)
    yield from rows
    yield from copies(rows)
    yield share(period, "match_rank", "total", "supplied", "match_rate", int(totals[0]), int(totals.sum()))


def cut(
    period: str,
    breakdown: str,
    shares: dict[str, float],
    totals: "np.ndarray",
    level: np.random.Generator,
    chance: np.random.Generator,
) -> list[Figure]:
    """The events of the month by group: each group unmatched as often, for good, as its own rate has it."""
    names = list(shares)
    weights = np.array(list(shares.values()))
    rates = level.uniform(0.5, 2.5, len(names))
    unmatched, of_missed = weights / weights.sum(), weights * rates / (weights * rates).sum()
    drawn = [
        chance.multinomial(total, of)
        for total, of in zip(totals, (unmatched, of_missed, of_missed), strict=True)
    ]
    assert len(drawn) == len(STATUSES)
    found: list[Figure] = []
    for place, name in enumerate(names):
        parts = [int(part[place]) for part in drawn]
        found += [*statuses(period, breakdown, name, parts), *why(period, breakdown, name, place, parts)]
    return found


def why(period: str, breakdown: str, name: str, place: int, parts: list[int]) -> Iterator[Figure]:
    """Most unmatched are not in HES, which makes the groups unlike; of those in HES all miss about as many."""
    unmatched = sum(parts[1:])
    missed = min(MISSED * sum(parts) * (1.1 if place % 2 else 0.9), unmatched)
    for measure, value in {"no_identifiers": 0.0, "not_in_hes": unmatched - missed, "missed": missed}.items():
        for told in (measure, f"standardised_{measure}"):
            yield Figure("unmatched_why", breakdown, name, told, None, None, value, period)
