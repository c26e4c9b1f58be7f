"""A stretch of a country: people, households and numbers that go on where those of the stretch before have ended."""

import math
from dataclasses import dataclass

HOUSEHOLDS_TOGETHER = 7_200
"""What comes in turns, such as towers and communal places, begins anew after so many households."""

SPARE_HOUSEHOLDS = 5_400
"""Beside one household for two people: nobody moves from one stretch to the next."""


def places_tried(people: int) -> int:
    """Places in the order of NHS numbers that are tried for so many people: one in eleven has no number."""
    return people * 9 // 8 + 100


@dataclass(frozen=True)
class Stretch:
    """
    Where the numbers of a world begin, and whether it is one of a country's.

    A country has more postcodes and longer accession numbers than a world of its own, which is the whole of itself.
    """

    first_person: int = 0
    first_household: int = 0
    first_place: int = 0
    """In the order of NHS numbers."""
    of_country: bool = False

    @property
    def first_block(self) -> int:
        """Of the blocks of twelve households."""
        return self.first_household // 12


WHOLE = Stretch()


def stretch_of_country(nth: int, people: int) -> Stretch:
    """The `nth` stretch, from 0, of a country whose stretches have so many people each."""
    together = math.ceil((people / 2 + SPARE_HOUSEHOLDS) / HOUSEHOLDS_TOGETHER) * HOUSEHOLDS_TOGETHER
    return Stretch(nth * people, nth * together, nth * places_tried(people), of_country=True)
