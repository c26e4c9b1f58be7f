"""Files in shares for those who read them: all of them, the largest first, and no share far from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.steps.inputs.delivery.shares import OPENING_BYTES, shares

MB = 1_000_000


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], []),
        ([3], [(3,)]),
        ([5, 5, 5], [(5,), (5,), (5,)]),
        ([1, 20, 1, 9, 1, 6, 2], [(20,), (9,), (6, 2), (1, 1, 1)]),
        ([0, 40, 0, 0], [(40,), (0, 0, 0)]),
    ],
)
def test_what_goes_together(files: list[int], expected: list[tuple[int, ...]]) -> None:
    """In millions of bytes: a large file alone, small ones up to half of it; equal ones are not put together."""
    assert shares(files, lambda size: size * MB) == expected


@given(st.lists(st.integers(0, 500), max_size=40))
def test_no_share_is_far_from_the_others(files: list[int]) -> None:
    """Each file is in one share; beyond the largest file no share is more than half of it, and one at most is small."""
    found = shares(files, lambda size: size * MB)
    weights = [sum(size * MB + OPENING_BYTES for size in share) for share in found]
    largest = max(files, default=0) * MB + OPENING_BYTES

    assert sorted(size for share in found for size in share) == sorted(files)
    assert all(len(share) == 1 or weight <= largest / 2 for share, weight in zip(found, weights, strict=True))
    assert sum(weight < largest / 4 for weight in weights) <= 1
    assert [share[0] for share in found] == sorted((share[0] for share in found), reverse=True)
    assert all(list(share) == sorted(share, reverse=True) for share in found)
