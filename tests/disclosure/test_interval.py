"""The interval of a shared estimate: of a sample that the two ends allow, and never narrower than they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.disclosure.interval import remade, sample_size
from linkage.disclosure.profile import NHSE_SDE
from linkage.words.interval import wilson

SHARES = st.floats(0.02, 0.98)
TRIALS = st.integers(50, 100_000)


@given(share=SHARES, trials=TRIALS)
def test_a_plain_interval_tells_its_sample(share: float, trials: int) -> None:
    """As the ends of Wilson's interval always did."""
    low, high = (round(end, 9) for end in wilson(share, trials))
    assert sample_size(share, low, high) == pytest.approx(trials, rel=1e-3)


@given(share=SHARES, trials=TRIALS, below=st.floats(0, 0.1), above=st.floats(0, 0.1))
def test_a_range_is_covered_by_the_interval_that_is_shared(
    share: float, trials: int, below: float, above: float
) -> None:
    """Wrong numbers push either end outwards: the sample that is told is smaller, and its interval holds both."""
    ends = wilson(share, trials)
    low, high = max(0.0, ends[0] - below), min(1.0, ends[1] + above)
    size = sample_size(share, low, high)
    told = wilson(share, size)
    if size < 2:  # an end that no sample reaches
        assert remade(share, low, high, NHSE_SDE) is None
        return

    assert told[0] <= low + 1e-6
    assert told[1] >= high - 1e-6
    assert size <= trials * (1 + 1e-3)


def test_a_range_too_wide_for_a_sample_of_its_own_is_not_shared() -> None:
    """A share of wrong links of 0.3% between 0.1% and 3%: fewer than the smallest count are behind such a sample."""
    assert remade(0.003, 0.001, 0.03, NHSE_SDE) is None
    assert remade(0.9, *wilson(0.9, 1_000), NHSE_SDE) is not None
