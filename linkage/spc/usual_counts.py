"""Between which counts a part of a table is as chance explains, given the whole: Fisher's exact test, turned round."""

from collections.abc import Callable
from math import ceil, sqrt
from statistics import NormalDist

from linkage.spc.tails import table_tails, two_sided


def usual_counts(events: int, both: int, whole: int, chance: float) -> tuple[int, int]:
    """
    The least and the most of `both` that `events` of `whole` may have, so that its mid-p is above `chance` (two-sided).

    Every count beyond is rarer; where none is, the end of what can be is given. `events` is at least 1 and below
    `whole`, `chance` at most one in twenty.

    >>> usual_counts(100, 50, 1000, 0.05), usual_counts(10, 3, 1000, 0.05)
    ((2, 9), (0, 0))
    """
    least, most = max(0, both - (whole - events)), min(events, both)
    share = both / whole
    spread = sqrt(events * share * (1 - share) * (whole - events) / max(whole - 1, 1))
    middle, reach = events * share, -NormalDist().inv_cdf(chance / 2) * spread

    def is_rare(count: int) -> bool:
        return two_sided(table_tails(count, events, both - count, whole - events)) <= chance

    lower = walked(round(middle - reach), least, min(most, ceil(middle)), is_rare, -1)
    upper = walked(round(middle + reach), max(least, int(middle)), most, is_rare, 1)
    return lower, upper


def walked(guess: int, least: int, most: int, is_rare: Callable[[int], bool], way: int) -> int:
    """From a guess, the last count that is not rare, going `way` (1 up, -1 down) from the middle."""
    count = min(max(guess, least), most)
    back, end = (least, most) if way > 0 else (most, least)
    while is_rare(count) and count != back:
        count -= way
    while count != end and not is_rare(count + way):
        count += way
    return count
