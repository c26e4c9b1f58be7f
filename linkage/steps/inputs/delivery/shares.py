"""Files in shares, for workers who read them: none far smaller than the others, none larger than it has to be."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

OPENING_BYTES = 500_000
"""What it costs to open a reader for a file, as bytes of a file that is read in that time."""


def shares(files: Sequence[Item], bytes_of: Callable[[Item], int]) -> list[tuple[Item, ...]]:
    """
    The files in shares, the heaviest first and in each the largest first; every file is in one of them.

    A share of several files weighs at most half of what the largest file does, which somebody reads anyway: so nobody
    waits longer for it, and all shares but one weigh at least a quarter. Two of a kind that are less are one.
    First fit, decreasing: by size, then by their order here.
    """
    ordered = sorted(files, key=bytes_of, reverse=True)
    weights = [bytes_of(file) + OPENING_BYTES for file in ordered]
    most = max(weights, default=0) / 2
    found: list[list[Item]] = []
    room: list[float] = []
    for file, weight in zip(ordered, weights, strict=True):
        place = next((n for n, left in enumerate(room) if weight <= left), len(found))
        if place == len(found):
            found.append([])
            room.append(most)
        found[place].append(file)
        room[place] -= weight
    return [tuple(share) for share in found]
