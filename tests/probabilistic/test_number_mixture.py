"""What equal numbers are, recovered from patterns alone, and what of it cannot be told apart."""

from itertools import product

import pytest

from linkage.steps.probabilistic.training.number_mixture import estimated_shares, number_mixture
from linkage.steps.probabilistic.training.proved_pattern import Pattern

M = {
    "birth_date": {"exact": 0.99, "none": 0.01},
    "postcode": {"exact": 0.95, "other": 0.05},
    "sex": {"exact": 0.998, "conflict": 0.002},
}
U = {
    "birth_date": {"exact": 0.0001, "none": 0.9999},
    "postcode": {"exact": 0.0001, "other": 0.9999},
    "sex": {"exact": 0.5, "conflict": 0.5},
}
NEIGHBOUR = U | {"postcode": M["postcode"]}
KNOWN = M["postcode"]["exact"]
"""How often HES has the address."""
PAIRS = 1_000_000


def pairs(stranger: float, neighbour: float) -> dict[Pattern, int]:
    """A million pairs, of which so many numbers are a stranger's and so many point to another at the address."""
    shares = ((1 - stranger - neighbour, M), (stranger, U), (neighbour, NEIGHBOUR))
    return {
        (date, place, sex): round(
            PAIRS
            * sum(
                share * of["birth_date"][date] * of["postcode"][place] * of["sex"][sex]
                for share, of in shares
            )
        )
        for date, place, sex in product(*M.values())
    }


@pytest.mark.parametrize(
    ("stranger", "neighbour", "relatives", "wrong"),
    [
        (0.003, 0.0, 0.2, 0.003),
        (0.003, 0.0005, 0.2, 0.0031),
        (0.003, 0.004, 0.0, 0.003),
        (0.003, 0.004, 0.5, 0.005),
        (0.02, 0.005, 1.0, 0.025),
        (0.0, 0.004, 0.0, 0.0),
    ],
)
def test_the_classes_are_recovered_and_the_address_is_shared_out(
    stranger: float, neighbour: float, relatives: float, wrong: float
) -> None:
    """
    Strangers' numbers and the sum at the address as they are; that sum as it is said to be shared out.

    One neighbour in twenty moved: a copied record of theirs is no wrong number, a relative's is like a stranger's.
    """
    shares, _ = estimated_shares(pairs(stranger, neighbour), M, U)
    found = number_mixture(shares, PAIRS, relatives, KNOWN)

    assert 1 - found.right == pytest.approx(wrong, abs=3e-5)
    assert found.stranger == pytest.approx(stranger + neighbour * (1 - KNOWN) * relatives, abs=3e-5)
    assert [found.relative, found.copied] == pytest.approx(
        [neighbour * KNOWN * relatives, neighbour * KNOWN * (1 - relatives)], abs=5e-5
    )
    assert found.right + found.stranger + found.relative == pytest.approx(1, abs=1e-8)


def test_a_handful_of_events_sets_no_floor() -> None:
    """Two of five hundred that look copied say less than two thousand of five hundred thousand."""
    few, many = (
        number_mixture(
            estimated_shares({p: round(n * size / PAIRS) for p, n in pairs(0.0, 0.004).items()}, M, U)[0],
            size,
            0.0,
            KNOWN,
        ).copied
        for size in (500, 500_000)
    )

    assert few < 0.0015
    assert many == pytest.approx(0.004 * KNOWN, rel=0.01)
