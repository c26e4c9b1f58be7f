"""
How far the unmatched rate of each group lies from that of all events, month by month, and what of it chance explains.

    gap      the share of a group's events without a person, less that of all events of the month
    limits   what the gap may be by chance, were the group like all others

All groups of a month are one family: Fisher's exact test (mid-p, two-sided) against all other events, Benjamini and
Hochberg at 5%. The limits are those of that rule: a gap lies beyond them just where it is named. It is not the test of
the first screen, which has no modality, asks for worse alone, takes small groups too, and passes over what is little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkage.report.screen.group_words import NAMES
from linkage.spc.discoveries import named_up_to
from linkage.spc.tails import table_tails, two_sided
from linkage.spc.usual_counts import usual_counts
from linkage.words.figure import Figure

KINDS = tuple(name for name in NAMES if name not in {"nhs_number_status", "nhs_number_state", "provider"})
"""Breakdowns that are charted, in order: who is imaged, and how, not the numbers that linking goes by."""
MONTHS = 13
"""Months shown, the latest."""
FEWEST = 30
"""A group of fewer events in a month has no gap there: its rate would say next to nothing."""

Counts = tuple[int, int]
"""Events without a person, events."""


@dataclass(frozen=True)
class Gap:
    """A group in a month; shares are of 1."""

    kind: str
    category: str
    month: str
    unmatched: int
    events: int
    overall: float
    """The unmatched rate of all events of the month."""
    lower: float
    upper: float
    """Limits of the gap."""

    @property
    def rate(self) -> float:
        """Unmatched share."""
        return self.unmatched / self.events

    @property
    def gap(self) -> float:
        """Above nought where more of the group is unmatched than of all events."""
        return self.rate - self.overall

    @property
    def is_high(self) -> bool:
        """Whether more is unmatched than chance explains."""
        return self.gap > self.upper

    @property
    def is_low(self) -> bool:
        """Whether less is."""
        return self.gap < self.lower


def gaps_of(figures: Iterable[Figure], last: str) -> tuple[Gap, ...]:
    """The gaps of the latest months up to `last`, by kind, category and month; of numbers that are not hidden alone."""
    found: dict[str, dict[tuple[str, str], Counts]] = {}
    for row in figures:
        if (row.table, row.measure) != ("match_rate_by", "match_rate") or row.breakdown not in KINDS:
            continue
        if row.numerator is not None and row.denominator and row.period <= last:
            counts = row.denominator - row.numerator, row.denominator
            found.setdefault(row.period, {})[row.breakdown, row.category] = counts
    made = (gap for month in sorted(found)[-MONTHS:] for gap in of_month(month, found[month]))
    return tuple(sorted(made, key=lambda gap: (KINDS.index(gap.kind), gap.category, gap.month)))


def of_month(month: str, groups: Mapping[tuple[str, str], Counts]) -> list[Gap]:
    """Every group of a month that is large enough, and not all there is, against the others of its kind."""
    every = {kind: total(counts for (of, _), counts in groups.items() if of == kind) for kind, _ in groups}
    held = [
        (kind, category, counts, every[kind])
        for (kind, category), counts in sorted(groups.items())
        if FEWEST <= counts[1] < every[kind][1]
    ]
    limit = named_up_to([chance_of(counts, whole) for _, _, counts, whole in held])
    return [gap_of(kind, category, month, counts, whole, limit) for kind, category, counts, whole in held]


def total(every: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    unmatched, events = (sum(counts) for counts in zip(*every, strict=True))
    return unmatched, events


def chance_of(counts: Counts, whole: Counts) -> float:
    """Mid-p, two-sided, of a group beside all others."""
    return two_sided(table_tails(*counts, whole[0] - counts[0], whole[1] - counts[1]))


def gap_of(kind: str, category: str, month: str, counts: Counts, whole: Counts, limit: float) -> Gap:
    """A group with its limits: half way between the last count that chance explains and the first that it does not."""
    unmatched, events = counts
    overall = whole[0] / whole[1]
    lower, upper = usual_counts(events, *whole, limit)
    return Gap(
        kind,
        category,
        month,
        unmatched,
        events,
        overall,
        (lower - 0.5) / events - overall,
        (upper + 0.5) / events - overall,
    )


def by_category(gaps: Sequence[Gap], kind: str) -> dict[str, list[Gap]]:
    """The gaps of a kind, a category each, oldest first."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.kind == kind:
            found.setdefault(gap.category, []).append(gap)
    return found
