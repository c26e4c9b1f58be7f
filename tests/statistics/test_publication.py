"""A month's numbers as first published, and three months on: copied once, carried for ever."""

import pytest

from linkage.engine.base import Row
from tests.statistics.history import completed, rate

FIRST, LATER = "first_publication", "three_month_publication"
OLD, NEW = rate("2019-01", "RZ1", 50, 100), rate("2019-01", "RZ1", 90, 100)
OLD_FIRST = rate("2019-01", "RZ1", 50, 100, FIRST)
OLD_LATER = rate("2019-01", "RZ1", 70, 100, LATER)


def months_after(*months: str) -> list[Row]:
    """First publications of later months."""
    return [rate(month, "RZ1", 1, 1, FIRST) for month in months]


@pytest.mark.parametrize(
    ("earlier", "first", "later"),
    [
        pytest.param([], [90], [], id="never published: the first publication is now"),
        pytest.param([OLD, OLD_FIRST], [50], [], id="restated at once: the first publication stands"),
        pytest.param(
            [OLD, OLD_FIRST, *months_after("2019-02", "2019-03")], [50], [], id="restated after two months"
        ),
        pytest.param(
            [OLD, OLD_FIRST, *months_after("2019-02", "2019-03", "2019-04")],
            [50],
            [90],
            id="restated after three months: both maturities",
        ),
        pytest.param(
            [OLD, OLD_FIRST, *months_after("2018-10", "2018-11", "2018-12")],
            [50],
            [],
            id="months before it do not count",
        ),
        pytest.param(
            [OLD, OLD_FIRST, OLD_LATER, *months_after("2019-02", "2019-03", "2019-04", "2019-05")],
            [50],
            [70],
            id="restated again: what was copied stands",
        ),
    ],
)
def test_publications(earlier: list[Row], first: list[int], later: list[int]) -> None:
    """Which numbers a chart of each maturity gets for a month."""
    engine = completed([NEW], earlier, "2019-01", None)

    for table, expected in ((FIRST, first), (LATER, later)):
        found = engine.rows(
            f"select numerator from statistics where period = '2019-01' and \"table\" = '{table}'"
        )
        assert found == [(count,) for count in expected]


def test_the_numbers_of_the_month_are_still_there() -> None:
    """Copies stand beside the numbers, and other months are left to the release."""
    engine = completed([NEW], [OLD, OLD_FIRST, *months_after("2019-02")], "2019-01", None)

    assert engine.rows('select "table", numerator from statistics where "table" = \'match_rate_by\'') == [
        ("match_rate_by", 90)
    ]
    assert engine.rows("select distinct period from statistics") == [("2019-01",)]
