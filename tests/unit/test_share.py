"""The Wilson interval, against published values and at the edges where a simple one fails."""

import pytest

from linkage.words.share import Share


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (1, 29, 0.0061, 0.1718)],
)
def test_the_wilson_interval(numerator: int, denominator: int, low: float, high: float) -> None:
    """Values of Newcombe (1998), table I, method 3, and its edges: never outside 0 and 1, never empty."""
    assert Share("x", numerator, denominator).interval == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_is_no_number() -> None:
    """Neither value nor interval."""
    nothing = Share("x", 0, 0)

    assert nothing.value is None
    assert nothing.interval is None
