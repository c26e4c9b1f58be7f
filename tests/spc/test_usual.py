"""A month against its own earlier ones: what is named, what is not, and since when."""

from random import Random

import pytest

from linkage.spc.chart import Month
from linkage.spc.usual import departure
from linkage.spc.usual_volume import volume_departure


def months(shares: list[float], events: int = 1_000) -> list[Month]:
    """A month for each share."""
    return [Month(f"{place:02}", round(share * events), events) for place, share in enumerate(shares, 1)]


@pytest.mark.parametrize(
    ("shares", "is_far", "is_high", "since"),
    [
        pytest.param([0.03] * 12 + [0.03], False, None, None, id="as ever"),
        pytest.param([0.03] * 12 + [0.30], True, True, "13", id="ten times as many"),
        pytest.param([0.30] * 12 + [0.03], True, False, "13", id="a tenth"),
        pytest.param([0.03] * 12 + [0.30] * 7, True, True, "13", id="still so seven months on"),
        pytest.param([0.03] * 12 + [0.30, 0.03, 0.30], True, True, "15", id="back in between"),
        pytest.param(
            [0.02, 0.05] * 6 + [0.05], False, None, None, id="months that differ much of themselves"
        ),
        pytest.param([0.03, 0.04], False, None, None, id="one earlier month, a third more"),
        pytest.param([0.03, 0.60], True, True, "02", id="one earlier month, twenty times as many"),
    ],
)
def test_a_month_against_its_own_past(
    shares: list[float], is_far: bool, is_high: bool | None, since: str | None
) -> None:
    """By a chance that would be named among fifty."""
    found = departure(months(shares))

    assert found is not None
    assert (found.chance < 0.05 / 50) == is_far
    if is_far:
        assert (found.is_high, found.since) == (is_high, since)


def test_without_a_past_nothing_is_said() -> None:
    """Nor of a month without events."""
    assert departure([]) is None
    assert departure(months([0.1])) is None
    assert departure([Month("01", 0, 0), Month("02", 1, 10)]) is None
    assert departure([Month("01", 1, 10), Month("02", 0, 0)]) is None
    assert volume_departure([Month("01", 5, 5)]) is None


@pytest.mark.parametrize(
    ("events", "is_far"),
    [
        ([1000, 1100, 950, 1040, 500], False),
        ([1000, 1100, 950, 1040] * 3 + [500], True),
        ([1000] * 12 + [900], False),
    ],
    ids=["half of few months", "half", "a tenth fewer"],
)
def test_a_volume_against_its_own_past(events: list[int], is_far: bool) -> None:
    """By the same chance."""
    found = volume_departure([Month(f"{place:02}", size, size) for place, size in enumerate(events)])

    assert found is not None
    assert (found.chance < 0.05 / 50) == is_far


@pytest.mark.parametrize(("events", "rate", "swing"), [(150, 0.03, 0.0), (3_000, 0.03, 0.1), (20, 0.3, 0.0)])
def test_chances_of_months_in_which_nothing_happened_are_not_too_small(
    events: int, rate: float, swing: float
) -> None:
    """Of four hundred series, no more than so many below a twentieth, and hardly one below a thousandth."""
    chance = Random(events)
    found = []
    for _ in range(400):
        true = [min(max(rate * (1 + swing * chance.gauss(0, 1)), 0), 1) for _ in range(13)]
        counts = [
            chance.binomialvariate(events, share) if hasattr(chance, "binomialvariate") else 0
            for share in true
        ]
        if not hasattr(chance, "binomialvariate"):
            counts = [sum(chance.random() < share for _ in range(min(events, 400))) for share in true]
        size = events if hasattr(chance, "binomialvariate") else min(events, 400)
        series = [Month(f"{place:02}", count, size) for place, count in enumerate(counts)]
        found.append(departure(series))
    chances = [one.chance for one in found if one]

    assert sum(one < 0.05 for one in chances) <= 30
    assert sum(one < 0.001 for one in chances) <= 2
