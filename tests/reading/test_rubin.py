"""Rubin's rules: by hand, by tables of Student's t, and what they refuse."""

from math import inf, sqrt

import pytest

from linkage.errors import ConfigError
from linkage.reading.rubin import rubin, student

TABLED = {
    (0.975, 1): 12.7062,
    (0.975, 2): 4.30265,
    (0.975, 3): 3.18245,
    (0.975, 4): 2.77645,
    (0.975, 5): 2.57058,
    (0.975, 10): 2.22814,
    (0.975, 19): 2.09302,
    (0.975, 30): 2.04227,
    (0.975, 120): 1.97993,
    (0.95, 7): 1.89458,
    (0.995, 6): 3.70743,
    (0.975, inf): 1.95996,
}
"""Probability and degrees of freedom: the quantile, as textbooks have it."""


@pytest.mark.parametrize(("place", "expected"), TABLED.items())
def test_the_quantiles_of_textbooks(place: tuple[float, float], expected: float) -> None:
    """To four digits behind the point, of few degrees of freedom to three."""
    assert abs(student(*place) - expected) < (5e-4 if place[1] < 5 else 5e-5)


def test_an_example_by_hand() -> None:
    """Three draws: 10, 12 and 14, each of variance 3: within 3, among 4, in all 3 + 4/3 times 4."""
    found = rubin([10, 12, 14], [3, 3, 3])

    total = 3 + 4 / 3 * 4
    share = 16 / 3 / total
    assert (found.estimate, found.draws) == (12, 3)
    assert abs(found.variance - total) < 1e-12
    assert abs(found.missing_information - share) < 1e-12
    assert abs(found.degrees_of_freedom - 2 / share**2) < 1e-9
    assert abs(found.high - 12 - student(0.975, 2 / share**2) * sqrt(total)) < 1e-12
    assert abs(found.low + found.high - 24) < 1e-9


def test_draws_that_agree_add_nothing() -> None:
    """The interval is the plain one."""
    found = rubin([5.0] * 20, [4.0] * 20)

    assert (found.variance, found.missing_information, found.degrees_of_freedom) == (4, 0, inf)
    assert abs(found.high - 5 - 1.959964 * 2) < 1e-5


def test_few_data_make_the_interval_wider() -> None:
    """Barnard and Rubin: never more degrees of freedom than the data had."""
    plain, few = rubin([1, 2, 3], [9, 9, 9]), rubin([1, 2, 3], [9, 9, 9], data_degrees=12)

    assert few.degrees_of_freedom < 12 < plain.degrees_of_freedom
    assert few.high > plain.high


@pytest.mark.parametrize(
    ("estimates", "variances", "told"),
    [
        ([1.0], [1.0], "at least two draws"),
        ([1.0, 2.0], [1.0], "at least two draws"),
        ([1.0, float("nan")], [1.0, 1.0], "missing, infinite or negative"),
        ([1.0, 2.0], [1.0, -1.0], "missing, infinite or negative"),
    ],
)
def test_what_is_refused(estimates: list[float], variances: list[float], told: str) -> None:
    """In words."""
    with pytest.raises(ConfigError, match=told):
        rubin(estimates, variances)
