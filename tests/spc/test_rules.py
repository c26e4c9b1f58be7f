"""The four rules, a table for each; limits are 0 and 30 with the mean at 15 and the near limits at 5 and 25."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.spc.limits import ProcessLimits, xmr_limits
from linkage.spc.rules import Signal, signals
from tests.spc.twin import signal_of

HELD = ProcessLimits(15, 0, 30)
MARKS = {
    Signal.COMMON_CAUSE: ".",
    Signal.ABOVE_LIMIT: "A",
    Signal.BELOW_LIMIT: "B",
    Signal.TREND_UP: "r",
    Signal.TREND_DOWN: "f",
    Signal.NEAR_UPPER: "n",
    Signal.NEAR_LOWER: "m",
    Signal.SHIFT_UP: "u",
    Signal.SHIFT_DOWN: "d",
}


@pytest.mark.parametrize(
    ("name", "values", "marks"),
    [
        ("outside is strict", "15 30 31 15 0 -1 15", ". . A . . B ."),
        ("six rising are no trend", "10 11 12 13 14 16 10", ". . . . . . ."),
        ("seven rising are, all of them", "10 11 12 13 14 16 17 10", "r r r r r r r ."),
        ("an equal step breaks a rise", "10 11 12 12 13 14 16 17", ". . . . . . . ."),
        ("seven falling", "20 19 18 17 16 14 13 20", "f f f f f f f ."),
        ("two of three near the limit", "26 16 27 14", "n . n ."),
        ("two near, the third on the other side", "26 14 27 14", ". . . ."),
        ("at the near limit is not beyond it", "25 16 26 14", ". . . ."),
        ("at the limit is within it", "30 16 26 14", "n . n ."),
        ("two near the lower limit", "14 4 0 16", ". m m ."),
        ("one outside and one near are not two near", "31 26 16 14", "A . . ."),
        ("six above are no shift", "16 17 16 17 16 17 14", ". . . . . . ."),
        ("seven above are", "16 17 16 17 16 17 16 14", "u u u u u u u ."),
        ("one at the mean breaks a shift", "16 17 16 15 16 17 16 17", ". . . . . . . ."),
        ("eight below", "14 13 14 13 14 13 14 13", "d d d d d d d d"),
        ("outside comes before a trend", "10 11 12 13 14 16 31", "r r r r r r A"),
        ("a trend comes before near and shift", "16 17 18 19 20 26 27", "r r r r r r r"),
        ("near comes before a shift", "16 17 16 26 27 16 17", "u u u n n u u"),
    ],
)
def test_a_point_is_named_by_the_first_rule_that_applies(name: str, values: str, marks: str) -> None:
    """Values of a series, and the mark of each."""
    series = [float(value) for value in values.split()]

    assert [MARKS[found] for found in signals(series, [HELD] * len(series))] == marks.split(), name


@given(st.lists(st.integers(-3, 33), min_size=1, max_size=30))
def test_the_rules_agree_with_the_twin(values: list[int]) -> None:
    found = signals(values, [HELD] * len(values))

    assert found == [signal_of(values, HELD, place) for place in range(len(values))]


@given(st.lists(st.integers(0, 9), min_size=7, max_size=30), st.integers(-50, 50))
def test_a_series_moved_or_turned_over_signals_alike(values: list[int], by: int) -> None:
    """Adding a constant changes nothing; the other sign turns high into low."""

    def found(series: list[int]) -> list[Signal]:
        return signals(series, xmr_limits(series, screened=False))

    assert found([8 * value for value in values]) == found([8 * (value + by) for value in values])
    high = [signal.is_high for signal in found(values)]
    turned = found([-value for value in values])
    assert high == [signal is not Signal.COMMON_CAUSE and not signal.is_high for signal in turned]


def test_the_lengths_of_runs_are_settings() -> None:
    """Eight for a shift and six for a trend, as other texts have it."""
    values = [16.0, 17, 16, 17, 16, 17, 16]

    assert set(signals(values, [HELD] * 7, shift=8)) == {Signal.COMMON_CAUSE}
    assert set(signals([10.0, 11, 12, 13, 14, 16], [HELD] * 6, trend=6)) == {Signal.TREND_UP}
