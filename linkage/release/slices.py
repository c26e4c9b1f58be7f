"""A month's events in parts by their ids, so that looking at all of them takes the memory of one part."""

from itertools import pairwise

MOST_AT_ONCE = 400_000
"""Events that are looked at in one go: some hundred megabytes with their pathways."""


def slices(events: int) -> list[str]:
    """
    Conditions on event_id of which each id meets one; few enough events are one part.

    Files are in the order of event_id, so that a part is read without the rest. Ids are spread evenly: they are hashes.
    """
    digits = 0
    while events > MOST_AT_ONCE * 16**digits:
        digits += 1
    if not digits:
        return ["true"]
    starts = [f"{number:0{digits}x}" for number in range(1, 16**digits)]
    between = [f"event_id >= '{low}' and event_id < '{high}'" for low, high in pairwise(starts)]
    return [f"event_id < '{starts[0]}'", *between, f"event_id >= '{starts[-1]}'"]


def part_of(rows: str, condition: str) -> str:
    """The rows of a table expression that meet a condition, as one again."""
    return rows if condition == "true" else f"(select * from {rows} where {condition}) as part"
