"""What the benchmarks call agreement between expected and real, and how links are given up to compare two sides."""

import pytest

from benchmarks.agreement import holds, interval
from benchmarks.judged_links import JudgedLink, wrong_at
from benchmarks.world import synth_options


@pytest.mark.parametrize(
    ("real", "low", "high"), [(0, 0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)]
)
def test_the_interval_of_a_count_is_the_published_one(real: int, low: float, high: float) -> None:
    """Exact limits of a Poisson mean, as tables have them, to a few hundredths."""
    assert list(interval(real)) == pytest.approx([low, high], abs=0.03)


@pytest.mark.parametrize(
    ("expected", "real", "holding"),
    [
        (0.0, 0, True),
        (3.0, 0, True),
        (4.0, 0, False),  # the interval of none ends at 3.7
        (1.3, 11, False),
        (12.7, 30, False),
        (140, 200, True),  # within a factor of 1.5, though not within the interval
        (130, 200, False),
        (300, 201, True),
        (310, 201, False),
    ],
)
def test_expected_and_real_agree(expected: float, real: int, holding: bool) -> None:
    assert holds(expected, real) == holding


def test_the_least_probable_links_are_given_up_first() -> None:
    """Down to as many right ones as asked; a link without a probability stays longest."""
    links = [
        JudgedLink("1A", None, True, True),
        JudgedLink("P", 0.99, False, True),
        JudgedLink("P", 0.95, False, False),
        JudgedLink("P", 0.9, False, True),
        JudgedLink("P", 0.6, False, False),
    ]

    assert [wrong_at(links, right) for right in (1, 2, 3, 4)] == [0, 0, 1, 2]


def test_options_of_the_world_are_named_numbers() -> None:
    assert synth_options(["copied_records=0.02", "date_errors=3"]) == {
        "copied_records": 0.02,
        "date_errors": 3,
    }
    with pytest.raises(SystemExit, match="NAME=VALUE"):
        synth_options(["copied_records"])
