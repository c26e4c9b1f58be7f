"""
For whom links are missing more often than chance explains: worse, fine, hidden and not compared are four answers.

Every group is held against all the other events of the month: Fisher's exact test (mid-p), and of all groups together
Benjamini and Hochberg at 5%. Where it is known which unmatched events are of people in HES, the same is done for those
alone, the missed: who was never in hospital cannot be linked, and nobody should chase them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from linkage.disclosure.profile import Profile
from linkage.report.figures import Figures
from linkage.report.rounding import Span, span
from linkage.report.screen.group import Counts, Group, JudgedGroups, Split
from linkage.report.screen.group_words import NAMES
from linkage.spc.discoveries import verdicts
from linkage.spc.tails import table_tails
from linkage.words.figure import Figure

PEOPLE = tuple(
    name for name in NAMES if name in {"sex", "age_band", "ethnic_group", "deprivation", "source_setting"}
)
"""Breakdowns that say whose events they are."""
WORSE = 1.25
"""A group is named when its unmatched rate is more than this many times that of the others."""


def judged(figures: Figures, rule: Profile | None) -> JudgedGroups:
    """Every group of people, held against all the other events of the month; `rule` is what rounded the numbers."""
    whole = figures.cell("match_rate_by", "month", figures.period, "match_rate")
    groups: list[Group] = []
    spans: list[tuple[float, float]] = []
    hidden = 0
    for breakdown in PEOPLE:
        found = list(rates(figures, breakdown))
        held = whole_beside(found, whole)
        for rate in found:
            if is_hidden(rate) or (is_hidden(held) and len(found) > 1):
                hidden += 1
            elif group := against_others(breakdown, rate, held):
                groups.append(group)
                spans.append(chances(rate, held, rule, 1 if held is whole else len(found)))
    said = verdicts(spans, hidden)
    known = with_missed(
        figures, [replace(one, is_worse=verdict) for one, verdict in zip(groups, said, strict=True)]
    )
    kinds = tuple(NAMES[name] for name in PEOPLE if figures.categories("match_rate_by", name))
    return JudgedGroups(tuple(known), hidden, kinds)


def with_missed(figures: Figures, groups: Sequence[Group]) -> list[Group]:
    """The groups with what their unmatched events are, and whether more are missed than chance explains."""
    splits = {(one.breakdown, one.category): split_of(figures, one.breakdown, one.category) for one in groups}
    of_all = {
        breakdown: sum(split.missed for (name, _), split in splits.items() if split and name == breakdown)
        for breakdown in PEOPLE
    }
    found = []
    for one in groups:
        split = splits[one.breakdown, one.category]
        others = max(of_all[one.breakdown] - split.missed, 0.0) if split else 0.0
        found.append(replace(one, split=split, missed_of_others=others))
    counts = [one.in_hes for one in found]
    tested = [bool(one.split and counts[1] and counts[3]) for one, counts in zip(found, counts, strict=True)]
    spans = [
        (chance, chance)
        for of, is_tested in zip(counts, tested, strict=True)
        if is_tested
        for chance in [upper(of) if is_much(*of) else 1.0]
    ]
    told = iter(verdicts(spans, 0))
    return [
        replace(one, is_missed=is_tested and next(told) is True)
        for one, is_tested in zip(found, tested, strict=True)
    ]


def split_of(figures: Figures, breakdown: str, category: str) -> Split | None:
    """What the unmatched events of a group are; None where that is not known."""
    names = tuple(Split.__dataclass_fields__)
    found = [figures.cell("unmatched_why", breakdown, category, name).value for name in names]
    known = [value for value in found if value is not None]
    return Split(*known) if len(known) == len(names) else None


def rates(figures: Figures, breakdown: str) -> Iterator[Figure]:
    """The match rate of each category."""
    for category in figures.categories("match_rate_by", breakdown):
        yield figures.cell("match_rate_by", breakdown, category, "match_rate")


def whole_beside(found: Sequence[Figure], whole: Figure) -> Figure:
    """
    The month's whole; what a breakdown adds up to where it stands from an earlier release and the whole does not.

    Hidden where one of its parts is.
    """
    if all(rate.from_release == whole.from_release for rate in found):
        return whole
    if any(map(is_hidden, found)):
        return replace(whole, numerator=None, denominator=None)
    linked, events = (
        sum(counts) for counts in zip(*((r.numerator or 0, r.denominator or 0) for r in found), strict=True)
    )
    return replace(whole, numerator=linked, denominator=events)


def is_hidden(rate: Figure) -> bool:
    """Whether control took one of its two numbers."""
    return rate.numerator is None or rate.denominator is None


def against_others(breakdown: str, rate: Figure, whole: Figure) -> Group | None:
    """A group beside the rest of the month's events; None where one of the two has no events, or is hidden."""
    if is_hidden(rate) or is_hidden(whole):
        return None
    found = counts_of(
        rate.numerator or 0, rate.denominator or 0, whole.numerator or 0, whole.denominator or 0
    )
    return Group(breakdown, rate.category, *found) if found else None


def counts_of(linked: int, events: int, all_linked: int, all_events: int) -> Counts | None:
    """Unmatched and events of a group and of the others; None of numbers that cannot be together."""
    if linked > events or not 0 < events < all_events or all_linked > all_events:
        return None
    missing = min(max(all_events - all_linked - (events - linked), 0), all_events - events)
    return events - linked, events, missing, all_events - events


def chances(rate: Figure, whole: Figure, rule: Profile | None, parts: int = 1) -> tuple[float, float]:
    """
    The least and the most that the chance of a group may be, whatever its numbers were before rounding.

    The whole is the sum of so many rounded `parts`.

    1 of a group that is not so many times worse that it matters.
    """
    spans: list[Span] = [
        *(span(count or 0, rate, rule) for count in (rate.numerator, rate.denominator)),
        *(summed(count or 0, whole, rule, parts) for count in (whole.numerator, whole.denominator)),
    ]
    corners = [found for corner in product(*map(set, spans)) if (found := counts_of(*corner))]
    told = [upper(corner) if is_much(*corner) else 1.0 for corner in corners]
    return min(told, default=0.0), max(told, default=1.0)


def summed(count: int, figure: Figure, rule: Profile | None, parts: int) -> Span:
    """What the sum of so many rounded numbers may be: each is off by as much as one."""
    least, most = span(count, figure, rule)
    return max(count - parts * (count - least), 0), count + parts * (most - count)


def is_much(unmatched: int, events: int, missing: int, others: int) -> bool:
    """Whether the rate is so many times that of the others that it matters."""
    return unmatched / events > WORSE * missing / others


def upper(counts: Counts) -> float:
    """Mid-p of so many or more."""
    return table_tails(*counts)[1]
