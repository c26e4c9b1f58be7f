"""A population in which day or month of a birth date is often not known, and a default written in their place."""

from datetime import date
from random import Random

from tests.probabilistic.world import World, population, postcode

SECTORS = 9
"""So few that many people share a postcode, and a stranger of the right year is met there."""


def any_default(random: Random, born: date) -> date:
    """What is written for "not known": 1 January mostly, the 1st of the month, or 15 July."""
    chance = random.random()
    if chance < 0.15:
        return born.replace(day=1)
    if chance < 0.3:
        return born.replace(month=7, day=15)
    return born.replace(month=1, day=1)


def default_world(
    seed: int, size: int, share: float, in_index: float = 1.0
) -> tuple[World, list[str | None]]:
    """
    People of whom such a share has a default on either side, half of them with a number.

    With the true person of each event, None where they are not in the index.
    """
    random = Random(seed)
    world, truth = World(), list[str | None]()
    for key, number, born, sex, _ in population(random, size).people:
        home = postcode(random, SECTORS)
        held, own = (any_default(random, born) if random.random() < share else born for _ in "12")
        is_in = random.random() < in_index
        if is_in:
            world.people.append((key, number, held, sex, home))
        truth.append(key if is_in else None)
        moved = postcode(random, SECTORS) if random.random() < 0.1 else home
        world.events.append((number if random.random() < 0.5 else None, own, sex, moved))
    return world, truth
