"""Rubin's rules: by hand, by tables of Student's t, and what they refuse."""

from math import inf, sqrt
from statistics import variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as students

from linkage.errors import ConfigError
from linkage.reading.rubin import FewDegreesError, rubin
from linkage.spc.quantile import student_quantile

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
    (0.975, 1e12): 1.95996,
}
"""Probability and degrees of freedom: the quantile, as textbooks have it."""


@pytest.mark.parametrize(("place", "expected"), TABLED.items())
def test_the_quantiles_of_textbooks(place: tuple[float, float], expected: float) -> None:
    """To every digit that is printed."""
    assert abs(student_quantile(1 - place[0], place[1]) - expected) < 5e-5


@settings(max_examples=200, deadline=None)
@given(st.floats(1e-6, 0.49), st.one_of(st.floats(1, 3), st.floats(3, 100), st.floats(100, 1e7)))
def test_the_quantiles_of_another_library(tail: float, degrees: float) -> None:
    """For broken degrees of freedom too, of which textbooks have none."""
    assert student_quantile(tail, degrees) == pytest.approx(students.isf(tail, degrees), rel=1e-8)


def test_an_example_by_hand() -> None:
    """Three draws: 10, 12 and 14, each of variance 3: within 3, among 4, in all 3 + 4/3 times 4."""
    found = rubin([10, 12, 14], [3, 3, 3])

    total = 3 + 4 / 3 * 4
    share = 16 / 3 / total
    assert (found.estimate, found.draws) == (12, 3)
    assert abs(found.variance - total) < 1e-12
    assert abs(found.missing_information - share) < 1e-12
    assert abs(found.degrees_of_freedom - 2 / share**2) < 1e-9
    assert abs(found.high - 12 - student_quantile(0.025, 2 / share**2) * sqrt(total)) < 1e-12
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


SPREAD = [1.0, 2.0, 4.0, 5.0]
"""Estimates of four draws: the variance among them is 3.33, and 5/4 of it counts."""

#    variance within  degrees of the data   degrees of freedom
FEW = [
    (0.0,             None,                 3.0),
    (0.0,             inf,                  3.0),
    (0.0,             400.0,                None),
    (0.001,           400.0,                None),
    (0.1,             400.0,                2.352),
    (0.1,             20.0,                 None),
]  # fmt: skip


@pytest.mark.parametrize(("within", "data", "degrees"), FEW)
def test_no_interval_where_the_draws_alone_are_known(
    within: float, data: float | None, degrees: float | None
) -> None:
    """Barnard and Rubin's go to 0 with the variance within; none within is the end of that and no case of its own."""
    if degrees is None:
        with pytest.raises(FewDegreesError, match="fewer than one degree of freedom"):
            rubin(SPREAD, [within] * 4, data_degrees=data)
        return
    found = rubin(SPREAD, [within] * 4, data_degrees=data)
    total = within + 5 / 4 * variance(SPREAD)

    assert found.degrees_of_freedom == pytest.approx(degrees, abs=5e-3)
    half = students.isf(0.025, found.degrees_of_freedom) * sqrt(total)
    assert found.high - found.estimate == pytest.approx(half, rel=1e-8)


@pytest.mark.parametrize(
    ("confidence", "data"),
    [(0.0, None), (1.0, None), (95, None), (0.95, 0.0), (0.95, -2.0), (0.95, float("nan"))],
)
def test_what_is_no_confidence_and_no_degree(confidence: float, data: float | None) -> None:
    """Refused in words."""
    with pytest.raises(ConfigError, match="a confidence between 0 and 1, and data_degrees above 0"):
        rubin(SPREAD, [1.0] * 4, confidence=confidence, data_degrees=data)
