"""For whom links are missing more often than chance explains: worse, fine, hidden and not compared are four answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from linkage.config.codes import read
from linkage.disclosure.profile import Profile
from linkage.report.figures import Figures
from linkage.report.rounding import both, not_settled, not_shown, settled, span
from linkage.words.deviation import pooled_deviation
from linkage.words.figure import Figure

PEOPLE = {
    "sex": "sex",
    "age_band": "age at test",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile",
    "source_setting": "patient source setting",
}
"""Breakdowns that say whose events they are."""
CODED = ("source_setting", "sex")
BEYOND_CHANCE = 3.0
"""Standard deviations from the rate of all the other events."""
WORSE = 1.25
"""A group is named when its unmatched rate is at least this many times that of the others."""


@dataclass(frozen=True)
class Group:
    """A group of events whose unmatched rate is higher than that of the others."""

    name: str
    unmatched: int
    events: int
    others: float
    """Unmatched share of all other events."""

    @property
    def rate(self) -> float:
        """Unmatched share."""
        return self.unmatched / self.events

    @property
    def told(self) -> str:
        """The group with its rate and that of the others, in words."""
        return f"{self.name} ({100 * self.rate:.2f}% unmatched, others {100 * self.others:.2f}%)"


@dataclass(frozen=True)
class JudgedGroups:
    """What is known of the groups of people."""

    worse: tuple[Group, ...]
    """The worst first, one a breakdown."""
    fine: int
    unsettled: int
    """Groups that are shown, in numbers too rounded to tell."""
    hidden: int
    """Groups that are not shown, or have nothing shown to be held against."""
    kinds: tuple[str, ...] = ()
    """What the groups are groups of."""

    def words(self, named: int | None = None) -> str:
        """What a reader may conclude, in one sentence; `named` groups at most are named."""
        rest = [not_settled(self.unsettled, "group")] if self.unsettled else []
        rest += [f"{not_shown(self.hidden, 'group')} and may be worse"] if self.hidden else []
        if self.worse:
            listed = "; ".join(group.told for group in self.worse[:named])
            return "; ".join([f"Links are missing most often for: {listed}", *rest]) + "."
        if not self.fine and self.hidden:
            return (
                "Whether a group of people is unmatched more often than the others is not shown: "
                f"{self.hidden + self.unsettled:,} are hidden or have nothing to be held against (disclosure control)."
            )
        if not self.fine and not self.unsettled:
            return "No groups of people can be compared with one another."
        of_whom = f"{', '.join(self.kinds)}{' that is shown' if rest else ''}"
        fine = f"No group of {of_whom} is unmatched more often than the others, beyond what chance explains"
        return "; ".join([fine, *rest]) + "."


def judged(figures: Figures, rule: Profile | None) -> JudgedGroups:
    """Every group of people, held against all the other events of the month; `rule` is what rounded the numbers."""
    whole = figures.cell("match_rate_by", "month", figures.period, "match_rate")
    worse: list[Group] = []
    counted = dict.fromkeys((True, False, "unsettled", "hidden"), 0)
    for breakdown in PEOPLE:
        of_it = []
        found = list(rates(figures, breakdown))
        held = whole_beside(found, whole)
        for rate in found:
            group = against_others(breakdown, rate, held)
            if is_hidden(rate) or (is_hidden(held) and not is_alone(figures, breakdown)):
                counted["hidden"] += 1
            elif group is not None:
                verdict = verdict_of(rate, held, rule)
                counted["unsettled" if verdict is None else verdict] += 1
                of_it += [group] if verdict else []
        worse += sorted(of_it, key=lambda group: (-group.rate, group.name))[:1]
    return JudgedGroups(
        tuple(sorted(worse, key=lambda group: (-group.rate, group.name))),
        counted[False],
        counted["unsettled"],
        counted["hidden"],
        tuple(name for breakdown, name in PEOPLE.items() if figures.categories("match_rate_by", breakdown)),
    )


def rates(figures: Figures, breakdown: str) -> Iterator[Figure]:
    """The match rate of each category."""
    for category in figures.categories("match_rate_by", breakdown):
        yield figures.cell("match_rate_by", breakdown, category, "match_rate")


def whole_beside(found: Sequence[Figure], whole: Figure) -> Figure:
    """The month's whole; what a breakdown adds up to where it stands from an earlier release and the whole does not."""
    if all(rate.from_release == whole.from_release for rate in found):
        return whole
    linked, events = (
        sum(counts) for counts in zip(*((r.numerator or 0, r.denominator or 0) for r in found), strict=True)
    )
    return replace(whole, numerator=linked, denominator=events)


def is_alone(figures: Figures, breakdown: str) -> bool:
    """Whether a breakdown has one group only, which is then everybody."""
    return len(figures.categories("match_rate_by", breakdown)) == 1


def is_hidden(rate: Figure) -> bool:
    """Whether control took one of its two numbers."""
    return rate.numerator is None or rate.denominator is None


def against_others(breakdown: str, rate: Figure, whole: Figure) -> Group | None:
    """A group beside the rest of the month's events; None where one of the two has no events, or is hidden."""
    if is_hidden(rate) or is_hidden(whole):
        return None
    events, unmatched = rate.denominator or 0, (rate.denominator or 0) - (rate.numerator or 0)
    others = (whole.denominator or 0) - events
    missing = max((whole.denominator or 0) - (whole.numerator or 0) - unmatched, 0)
    if events <= 0 or others <= 0:
        return None
    return Group(called(breakdown, rate.category), unmatched, events, missing / others)


def verdict_of(rate: Figure, whole: Figure, rule: Profile | None) -> bool | None:
    """Whether a group is worse off than the rest, whatever its numbers and theirs were before rounding."""
    counts = (
        (rate.numerator, rate),
        (rate.denominator, rate),
        (whole.numerator, whole),
        (whole.denominator, whole),
    )
    spans = [span(count or 0, figure, rule) for count, figure in counts]
    return both(*(settled(partial(holds, test), *spans) for test in (is_much, is_beyond)))


def holds(
    test: Callable[[int, int, int, int], bool], linked: int, events: int, all_linked: int, all_events: int
) -> bool | None:
    """Whether a test holds of a group beside all other events of the month; None of numbers that cannot be."""
    missing = all_events - all_linked - events + linked
    if linked > events or not 0 < events < all_events or all_linked > all_events:
        return None
    return test(events - linked, events, max(missing, 0), all_events - events)


def is_much(unmatched: int, events: int, missing: int, others: int) -> bool:
    """Whether the rate is so many times that of the others that it matters."""
    return unmatched / events > WORSE * missing / others


def is_beyond(unmatched: int, events: int, missing: int, others: int) -> bool:
    """Whether the rate is higher than chance explains."""
    pooled = (unmatched + missing) / (events + others)
    deviation = pooled_deviation(pooled, events, others) if 0 < pooled < 1 else 0.0
    return bool(deviation) and (unmatched / events - missing / others) / deviation > BEYOND_CHANCE


def called(breakdown: str, category: str) -> str:
    """A group in words, such as age at test 90+."""
    label = category
    if breakdown in CODED:
        meanings = {row["code"]: row["meaning"] for row in read(breakdown)}
        label = meanings.get(category, category)
    return f"{PEOPLE[breakdown]} {label}"
