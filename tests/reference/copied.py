"""Of records that agree in full with somebody, the share that are another's at the address, by kind of event."""

from collections.abc import Mapping

Kind = tuple[str, str]
"""Age band and class of postcode."""
Counts = Mapping[Kind, tuple[int, float]]
"""Records that agree in full with their own person, and with another of the address beyond what chance brings."""

PARENT = 3
"""A parent counts as much as so many records like another's."""
RIGHT = 1_000
"""Records of one's own that are thought of beside those counted."""


def beyond_chance(another: int, apart: int, strangers: int, events: int) -> float:
    """
    Records like another, less those by chance.

    `apart` are those whose person was born on another day; `strangers` in full agreement were met at so many `events`.
    """
    return max(another - apart * strangers / events, 0.0) if events else float(another)


def copied_share(counts: Counts, relatives: float, seen: float, kind: Kind | None) -> float:
    """
    The share for one kind; None for an event without an age.

    `relatives` of those like another bear a relative's number, and of the copies only the share `seen` was seen.
    """
    rate = sum(n for _, n in counts.values()) / (sum(n for n, _ in counts.values()) + RIGHT)
    if not rate:
        return 0.0
    if kind:
        of_band = [found for (band, _), found in counts.items() if band == kind[0]]
        own, another = (sum(found[place] for found in of_band) for place in (0, 1))
        if of_band:
            rate = (another + PARENT) / (own + PARENT / rate)
        own, another = counts.get(kind, (0, 0))
        rate = (another + PARENT) / (own + PARENT / rate)
    odds = rate * (1 - relatives) / seen
    return odds / (1 + odds)
