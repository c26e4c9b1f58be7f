"""Exact tails and the rule for many comparisons, against tabulated values and plain sums."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.spc.discoveries import discovered, expected_false, verdicts
from linkage.spc.tails import (
    as_student,
    beta_binomial_tails,
    incomplete_beta,
    student_tail,
    table_tails,
)

STUDENT = """
    degrees  0.95    0.975    0.995
    1        6.314   12.706   63.657
    2        2.920   4.303    9.925
    5        2.015   2.571    4.032
    10       1.812   2.228    3.169
    30       1.697   2.042    2.750
"""
"""Quantiles of Student's t, as printed in every table."""


@pytest.mark.parametrize("line", STUDENT.strip().splitlines()[1:])
def test_student_is_as_tabulated(line: str) -> None:
    """To the digits of the table."""
    degrees, *quantiles = map(float, line.split())
    for quantile, beyond in zip(quantiles, (0.05, 0.025, 0.005), strict=True):
        assert student_tail(quantile, degrees) == pytest.approx(beyond, rel=2e-3)
        assert as_student(beyond, 1e7) == pytest.approx(beyond, rel=1e-4)


@pytest.mark.parametrize(
    ("share", "first", "second", "found"),
    [(0.5, 2, 3, 0.6875), (0.2, 1, 4, 1 - 0.8**4), (0.9, 3, 1, 0.729), (0.3, 0.5, 0.5, 0.3690101196)],
)
def test_the_incomplete_beta_function(share: float, first: float, second: float, found: float) -> None:
    """Against closed forms."""
    assert incomplete_beta(share, first, second) == pytest.approx(found, rel=1e-9)


SURE = 1e7
"""A beta distribution of so many trials hardly varies."""


@pytest.mark.parametrize(
    ("count", "trials", "chance", "at_most"),
    [(0, 10, 0.1, 0.3487), (2, 10, 0.3, 0.3828), (5, 20, 0.25, 0.6172), (8, 15, 0.5, 0.6964)],
)
def test_the_binomial_is_as_tabulated(count: int, trials: int, chance: float, at_most: float) -> None:
    """Cumulative binomial tables, of a chance that hardly varies: mid-p is at most the count, less half of its own."""
    own = comb(trials, count) * chance**count * (1 - chance) ** (trials - count)
    low, high = beta_binomial_tails(count, trials, chance * SURE, (1 - chance) * SURE)

    assert low == pytest.approx(at_most - own / 2, abs=6e-5)
    assert low + high == pytest.approx(1)


@given(st.integers(1, 25), st.integers(1, 25), st.data())
@settings(max_examples=60, deadline=None)
def test_tables_are_as_counted(events: int, rest: int, data: st.DataObject) -> None:
    """Fisher's test by counting the ways; the beta-binomial with even odds is the uniform distribution."""
    count, others = data.draw(st.integers(0, events)), data.draw(st.integers(0, rest))
    both = count + others
    ways = [comb(events, k) * comb(rest, both - k) if 0 <= both - k <= rest else 0 for k in range(events + 1)]
    expected = (sum(ways[count + 1 :]) + ways[count] / 2) / sum(ways)

    assert table_tails(count, events, others, rest)[1] == pytest.approx(expected, rel=1e-9, abs=1e-14)
    uniform = (events - count + 0.5) / (events + 1)
    assert beta_binomial_tails(count, events, 1.0, 1.0)[1] == pytest.approx(uniform, rel=1e-9)


@pytest.mark.parametrize(
    ("count", "events", "others", "rest", "tails"),
    [
        pytest.param(
            2_000, 200_000, 150_000, 3_000_000, (0, 1), id="40 deviations and more below the others"
        ),
        pytest.param(20_000, 200_000, 30_000, 3_000_000, (1, 0), id="as far above them"),
        pytest.param(0, 500_000, 1_500_000, 3_000_000, (0, 1), id="none of many"),
        pytest.param(500_000, 500_000, 1_500_000, 3_000_000, (1, 0), id="all of many"),
    ],
)
def test_what_is_beyond_all_numbers_has_tails_all_the_same(
    count: int, events: int, others: int, rest: int, tails: tuple[float, float]
) -> None:
    """None and all, and not what is no number: one such chance would take the verdicts of all groups with it."""
    assert table_tails(count, events, others, rest) == pytest.approx(tails)
    assert beta_binomial_tails(count, events, others * 9.0, (rest - others) * 9.0) == pytest.approx(tails)


PUBLISHED = (
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
)
"""Benjamini and Hochberg 1995, section 4: of fifteen, with two more that are larger, four are named."""


def test_the_rule_is_that_of_its_paper() -> None:
    """The example of 1995: the four smallest."""
    found = discovered((*PUBLISHED, 0.7590, 1.0))

    assert sum(found) == 4
    assert found[:4] == [True] * 4
    assert (expected_false(0), expected_false(4)) == (0.05, 0.2)


CHANCES = st.lists(st.one_of(st.floats(0, 0.01), st.floats(0, 1)), min_size=1, max_size=12)


@given(CHANCES, CHANCES, st.floats(0, 0.2))
@settings(max_examples=100, deadline=None)
def test_a_verdict_without_the_hidden_is_never_denied_by_them(
    shown: list[float], hidden: list[float], width: float
) -> None:
    """Whatever the hidden chances are, and wherever within their spans the shown ones lie."""
    told = verdicts([(max(chance - width, 0), min(chance + width, 1)) for chance in shown], len(hidden))
    true = discovered([*shown, *hidden])[: len(shown)]

    assert all(said in {None, known} for said, known in zip(told, true, strict=True))
