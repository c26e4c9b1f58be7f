"""The months under a drawing of gaps are written from left to right, whatever a set would make of them."""

import pytest

from linkage.report.gaps.gap import Gap
from linkage.report.gaps.gap_drawing import gap_svg

MONTHS = [f"{year}-{month:02}" for year in (2018, 2019) for month in range(1, 13)]


@pytest.mark.parametrize("shown", [1, 2, 5])
def test_the_first_month_is_written_before_the_last(shown: int) -> None:
    """Of many a series of months, for two texts in a set are now and then in order; a single month is written once."""
    for first in range(len(MONTHS) - shown + 1):
        months = MONTHS[first : first + shown]
        gaps = [Gap("sex", "1", month, 30, 300, 0.1, -0.05, 0.05) for month in months]
        drawing = str(gap_svg("gaps", "Gaps", "In words.", {"Men": gaps}))
        written = sorted((drawing.index(f">{month}<"), month) for month in {months[0], months[-1]})

        assert [month for _, month in written] == sorted({months[0], months[-1]})
        assert all(drawing.count(f">{month}<") == 1 for _, month in written)
