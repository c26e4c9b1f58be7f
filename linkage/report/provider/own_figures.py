"""The numbers of one provider, and of nobody else: what its page and its letter are made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linkage.words.figure import Figure
from linkage.words.names import STATUSES
from linkage.words.publication import FIRST

LINKED, REVIEW, UNLINKED = STATUSES


@dataclass(frozen=True)
class Outcome:
    """Events of one site with one outcome."""

    site: str
    status: str
    rank: str
    """Empty unless linked."""
    reason: str
    events: int


@dataclass(frozen=True)
class OwnFigures:
    """A month of one provider."""

    code: str
    name: str
    """How the report calls it; its code where nobody has named it."""
    month: str
    outcomes: tuple[Outcome, ...]
    figures: tuple[Figure, ...]
    """Those of the statistics whose category is the provider, of every month."""

    def events(self, wanted: Callable[[Outcome], bool] = lambda _: True) -> int:
        """How many events there are, or of a kind."""
        return sum(one.events for one in self.outcomes if wanted(one))

    @property
    def linked(self) -> int:
        """Events that have a person."""
        return self.events(lambda one: one.status == LINKED)

    def shares(self, measure: str) -> dict[str, tuple[int, int]]:
        """Field: how many of its events it is `valid` or `complete` in, and of how many, this month."""
        return {
            figure.breakdown.partition(".")[2]: (figure.numerator, figure.denominator)
            for figure in self.figures
            if (figure.table, figure.measure, figure.period) == ("data_quality", measure, self.month)
            and figure.breakdown.startswith("provider.")
            and figure.numerator is not None
            and figure.denominator
        }

    def trend(self) -> list[tuple[str, int, int]]:
        """Month, linked, events, each as it was published first; oldest first."""
        return sorted(
            (figure.period, figure.numerator, figure.denominator)
            for figure in self.figures
            if (figure.table, figure.breakdown, figure.measure) == (FIRST, "provider", "match_rate")
            and figure.numerator is not None
            and figure.denominator is not None
        )


def own_figures(figures: Sequence[Figure], code: str) -> tuple[Figure, ...]:
    """Of the statistics, those about one provider alone."""
    return tuple(
        figure
        for figure in figures
        if figure.category == code and figure.breakdown.partition(".")[0] == "provider"
    )
