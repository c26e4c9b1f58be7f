"""
How the numbers of a statistic may be shared: said beside the statistic, carried out by `linkage.disclosure`.

A statistic without a control is internal: no shareable file has a number of it. Those with one are told as they are
where the rule leaves numbers about the whole country alone; else as the control says, and what it says nothing of is
not shared.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfAll:
    """
    Counts that cut the events of the month: in each breakdown every event is of one category, and of one measure.

    So the categories add up to all events, which the match rate shows. Numbers of one provider are not shared.
    """

    measures: tuple[str, ...]

    @property
    def words(self) -> str:
        """In a few words."""
        return f"{', '.join(self.measures)}: categories of few people are hidden, with what betrays them"


@dataclass(frozen=True)
class OfLinked:
    """Shares of the linked events, by month, rank, source setting and provider: hidden wherever the linked are."""

    measure: str
    """The one that is shared: two would betray what lies between them."""
    of_some_settings: bool = False
    """Whether it is of the linked of some source settings alone, and shared only where every setting is shown."""

    @property
    def words(self) -> str:
        """In a few words."""
        return f"{self.measure}: hidden wherever the linked events are"


@dataclass(frozen=True)
class OwnRule:
    """A rule of its own, since other tables are cut from the same events."""

    module: str
    """The module of `linkage.disclosure` that has it."""

    @property
    def words(self) -> str:
        """In a few words."""
        return "by a rule of its own"


@dataclass(frozen=True)
class MadeAnew:
    """Never controlled itself: made again from controlled numbers."""

    @property
    def words(self) -> str:
        """In a few words."""
        return "made again from controlled numbers"


Control = OfAll | OfLinked | OwnRule | MadeAnew
