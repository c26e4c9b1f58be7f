"""A group of events beside all others of the month, and what is known of all groups together."""

from dataclasses import dataclass

from linkage.report.screen.group_words import called
from linkage.spc.tails import deviations_between

Counts = tuple[int, int, int, int]
"""Unmatched, events; the same of all others."""


@dataclass(frozen=True)
class Split:
    """What the unmatched events of a group are, and what as many others with the same identifiers would be."""

    no_identifiers: float
    not_in_hes: float
    missed: float
    standardised_no_identifiers: float
    standardised_not_in_hes: float
    standardised_missed: float

    @property
    def standardised(self) -> float:
        """How many would be unmatched, were the group like the others with the same identifiers."""
        return self.standardised_no_identifiers + self.standardised_not_in_hes + self.standardised_missed


@dataclass(frozen=True)
class Group:
    """A group of events beside the others of the month."""

    breakdown: str
    category: str
    unmatched: int
    events: int
    missing: int
    """Unmatched of the others."""
    rest: int
    """Events of the others."""
    split: Split | None = None
    missed_of_others: float = 0.0
    is_worse: bool | None = False
    """Whether more of it is unmatched than chance explains; None: not settled."""
    is_missed: bool = False
    """Whether more of its people in HES are missed than chance explains."""

    @property
    def name(self) -> str:
        """In words."""
        return called(self.breakdown, self.category)

    @property
    def rate(self) -> float:
        """Unmatched share."""
        return self.unmatched / self.events

    @property
    def others(self) -> float:
        """Unmatched share of all other events."""
        return self.missing / self.rest

    @property
    def z(self) -> float:
        """Standard deviations from the others."""
        return deviations_between(self.unmatched, self.events, self.missing, self.rest)

    @property
    def excess(self) -> float:
        """How many more are unmatched than at the rate of the others."""
        return self.unmatched - self.events * self.others

    @property
    def in_hes(self) -> Counts:
        """Missed and events of people in HES, of the group and of the others, to whole events."""
        missed = round(self.split.missed) if self.split else 0
        elsewhere = round(self.missed_of_others)
        return missed, self.events - self.unmatched + missed, elsewhere, self.rest - self.missing + elsewhere

    @property
    def missed_z(self) -> float:
        """The same of people in HES alone."""
        missed, events, others, rest = self.in_hes
        return deviations_between(missed, events, others, rest) if events and rest else 0.0

    @property
    def excess_missed(self) -> float:
        """How many more were missed than if people in HES were missed as often as the others."""
        if self.split is None:
            return 0.0
        linked, others = self.events - self.unmatched, self.rest - self.missing
        there = others + self.missed_of_others
        return self.split.missed - (linked + self.split.missed) * (
            self.missed_of_others / there if there else 0.0
        )


@dataclass(frozen=True)
class JudgedGroups:
    """What is known of the groups of people."""

    groups: tuple[Group, ...]
    """Those compared."""
    hidden: int
    """Groups that are not shown, or have nothing shown to be held against."""
    kinds: tuple[str, ...] = ()
    """What the groups are groups of."""

    @property
    def worse(self) -> tuple[Group, ...]:
        """Unmatched more often, those with the largest excess first."""
        found = [group for group in self.groups if group.is_worse]
        return tuple(sorted(found, key=lambda group: (-group.excess, group.name)))

    @property
    def missed(self) -> tuple[Group, ...]:
        """Missed more often, those with the most excess missed events first."""
        found = [group for group in self.groups if group.is_missed]
        return tuple(sorted(found, key=lambda group: (-group.excess_missed, group.name)))

    @property
    def not_missed(self) -> tuple[Group, ...]:
        """Unmatched more often, though it is not shown that they are missed more often."""
        return tuple(group for group in self.worse if not group.is_missed)

    @property
    def is_split(self) -> bool:
        """Whether it is known here which unmatched events are of people in HES."""
        return any(group.split for group in self.groups)

    @property
    def unsettled(self) -> int:
        """Groups that are shown, in numbers too rounded to tell."""
        return sum(group.is_worse is None for group in self.groups)

    @property
    def fine(self) -> int:
        """Groups that are not worse off."""
        return sum(group.is_worse is False for group in self.groups)
