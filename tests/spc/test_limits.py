"""Limits, against the numbers published with NHSRplotthedots and against sums done by hand."""

from math import sqrt
from statistics import mean

import pytest

from linkage.spc.limits import prime_limits, xmr_limits

PUBLISHED = [1, 2, 1, 2, 10, *([1, 2] * 6), 1]
"""The series of the vignette "deviations": one ten among eighteen points."""


@pytest.mark.parametrize(("screened", "lower", "upper"), [(True, "-0.72", "4.60"), (False, "-3.06", "6.95")])
def test_limits_are_those_published(screened: bool, lower: str, upper: str) -> None:
    found = xmr_limits(PUBLISHED, screened=screened)[4]

    assert len(PUBLISHED) == 18
    assert (f"{found.mean:.2f}", f"{found.lower:.2f}", f"{found.upper:.2f}") == ("1.94", lower, upper)


def test_near_limits_lie_at_two_thirds() -> None:
    found = xmr_limits(PUBLISHED, screened=True)[0]

    assert found.near_upper == pytest.approx(found.mean + 2 * 2.66 / 3 * 1, abs=1e-9)
    assert found.near_lower == pytest.approx(found.mean - 2 * 2.66 / 3 * 1, abs=1e-9)


@pytest.mark.parametrize("values", [[], [0.5]])
def test_one_point_has_no_limits(values: list[float]) -> None:
    assert xmr_limits(values, screened=True) == ()
    assert prime_limits([1] * len(values), [2] * len(values)) == ()


def test_a_flat_series_has_its_mean_for_limits() -> None:
    """Screening must not divide by a moving range of nought."""
    found = xmr_limits([3, 3, 3], screened=True)[0]

    assert (found.lower, found.mean, found.upper) == (3, 3, 3)


def test_prime_limits_are_as_worked_out_by_hand() -> None:
    """Laney: each share standardised, their moving range over 1.128, three of the two together."""
    counts, denominators = [10, 30, 15, 60], [100, 200, 100, 500]
    overall = 115 / 900
    sigma = [sqrt(overall * (1 - overall) / n) for n in denominators]
    z = [(c / n - overall) / s for c, n, s in zip(counts, denominators, sigma, strict=True)]
    beyond = mean([abs(z[1] - z[0]), abs(z[2] - z[1]), abs(z[3] - z[2])]) / 1.128

    found = prime_limits(counts, denominators)

    assert [limit.upper for limit in found] == pytest.approx([overall + 3 * s * beyond for s in sigma])
    assert [limit.lower for limit in found] == pytest.approx([overall - 3 * s * beyond for s in sigma])


@pytest.mark.parametrize("counts", [[0, 0, 0], [5, 5, 5]])
def test_shares_that_are_all_none_or_all_have_no_prime_limits(counts: list[int]) -> None:
    assert prime_limits(counts, [5, 5, 5]) == ()
