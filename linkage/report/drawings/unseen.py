"""Charts that are not drawn because disclosure control hides their month: they may stand out all the same."""

from dataclasses import dataclass

from linkage.report.chapters.history import ALL, NATIONAL, OF_PROVIDER
from linkage.report.figures import Figures
from linkage.report.rounding import not_shown
from linkage.report.screen.line import UNMATCHED
from linkage.words.publication import FIRST


@dataclass(frozen=True)
class Unseen:
    """Charts of the month, as first published, that are not drawn because the month is hidden."""

    whole: bool
    providers: int

    @property
    def words(self) -> str:
        """How many charts of providers there would be."""
        return f"{not_shown(self.providers, 'provider')} in a chart of this month"


def unseen(figures: Figures) -> Unseen:
    """What of the month's charts disclosure control hides."""
    hidden = {
        (breakdown, category)
        for (table, breakdown, category, measure), rows in figures.series.items()
        if table == FIRST
        and measure in {line.measure for line in (*NATIONAL, *OF_PROVIDER)}
        and rows[-1].period == figures.period
        and rows[-1].numerator is None
    }
    has_whole = any(
        rows[-1].period == figures.period and rows[-1].numerator is not None
        for key, rows in figures.series.items()
        if key == (FIRST, "month", ALL, UNMATCHED.measure)
    )
    return Unseen(
        figures.is_controlled and not has_whole, sum(breakdown == "provider" for breakdown, _ in hidden)
    )
