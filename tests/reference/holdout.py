"""The hold-out weighted to the pool: recall, false-link share and their intervals, one category at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt

FEWEST_IN_CELL = 20
Z = 1.959964


@dataclass(frozen=True)
class Held:
    """One event of the hold-out, or of the pool it stands for."""

    is_held_out: bool
    person: str
    fields: str
    cell: str
    """Age band and setting."""
    phi: float = 0.0
    found: bool = False
    mistaken: bool = False
    mistaken_when_absent: bool = False
    right: float = 1.0
    """How probable it is that its number is its own."""
    surely_right: float = 1.0
    like_another: bool = False


READINGS: tuple[Callable[[Held], float], ...] = (
    lambda event: event.right,
    lambda _: 1.0,
    lambda event: event.surely_right,
)
"""As how much of an event each counts: as expected first."""


def weights(events: Iterable[Held]) -> list[tuple[Held, float]]:
    """Each held-out event with the number of pool events it stands for."""
    listed = list(events)
    held: dict[tuple[str, str], int] = defaultdict(int)
    for event in listed:
        held[event.fields, event.cell] += event.is_held_out

    def group(event: Held) -> tuple[str, str]:
        large = held[event.fields, event.cell] >= FEWEST_IN_CELL
        return event.fields, event.cell if large else "the rest"

    of_group: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for event in listed:
        of_group[group(event)].append(event)
    found = []
    for members in of_group.values():
        sample = [event for event in members if event.is_held_out]
        found += [(event, (len(members) - len(sample)) / len(sample)) for event in sample]
    return found


def estimates(events: Iterable[Held]) -> dict[str, tuple[float, float, float]]:
    """recall and false_link_share as expected, with the lowest and the highest end of an interval by any reading."""
    listed = list(events)
    by_reading = [read(listed, reading) for reading in READINGS]
    return {
        name: (
            by_reading[0][name][0],
            min(found[name][1] for found in by_reading),
            max(found[name][2] for found in by_reading),
        )
        for name in ("recall", "false_link_share")
    }


def read(events: list[Held], reading: Callable[[Held], float]) -> dict[str, tuple[float, float, float]]:
    """Both estimates by one reading, each with Wilson's interval: people of the sample, and the pool's own events."""
    people: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0, 0.0])
    for event, stands_for in weights(events):
        sums = people[event.person]
        weight = stands_for * reading(event)
        sums[0] += weight
        sums[1] += weight * event.found
        sums[2] += weight * event.phi * event.found
        sums[3] += weight * (event.phi * event.mistaken + (1 - event.phi) * event.mistaken_when_absent)
        sums[4] += weight * event.phi
    everybody = list(people.values())
    weight = sum(sums[0] for sums in everybody)
    links = sum(sums[2] + sums[3] for sums in everybody)
    recall = sum(sums[1] for sums in everybody) / weight
    wrong = sum(sums[3] for sums in everybody) / links
    sample = weight**2 / sum(sums[0] ** 2 for sums in everybody)
    linked = links**2 / sum((sums[2] + sums[3]) ** 2 for sums in everybody)
    present = sum(sums[4] for sums in everybody)
    return {
        "recall": (recall, *wilson(recall, 1 / (1 / sample + 1 / present))),
        "false_link_share": (wrong, *wilson(wrong, 1 / (1 / linked + 1 / links))),
    }


def wilson(share: float, trials: float) -> tuple[float, float]:
    """Wilson's interval for a share seen in so many trials."""
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    centre = share + Z**2 / (2 * trials)
    whole = 1 + Z**2 / trials
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)
