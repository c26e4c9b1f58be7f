"""Who sent what is asked for in many places of a page, and the statistics are gone through for it once."""

from collections.abc import Iterator
from dataclasses import replace

from linkage.report.coverage.sent import sent_of
from linkage.report.figures import Figures
from linkage.words.figure import Figure
from tests.report.series_world import share
from tests.report.told import FACTS

MONTH = "2019-07"


class Counted(tuple[Figure, ...]):
    """Rows that know how often somebody went through them."""

    __slots__ = ()

    gone_through = 0

    def __iter__(self) -> Iterator[Figure]:
        """As ever, and counted."""
        type(self).gone_through += 1
        return super().__iter__()


def test_statistics_are_gone_through_once() -> None:
    """However often it is asked, and by whom."""
    rows = Counted(
        share(MONTH, "match_rate_by", "provider", code, "match_rate", 5, 9) for code in ("RA", "RB")
    )
    figures, facts = Figures(MONTH, rows), replace(FACTS, month=MONTH, months=(MONTH,))
    first = sent_of(figures, facts)
    before = Counted.gone_through

    again = sent_of(figures, facts)

    assert [one.code for one in again.everybody] == ["RA", "RB"]
    assert (again, Counted.gone_through) == (first, before)
