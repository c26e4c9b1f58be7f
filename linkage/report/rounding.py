"""What rounded numbers settle: a verdict is given only where every number that they may stand for gives the same."""

from collections.abc import Callable
from itertools import product

from linkage.disclosure.profile import ROUNDED, Profile
from linkage.words.figure import Figure

Span = tuple[int, int]
"""The least and the most that a number may be."""


def settled(holds: Callable[..., bool | None], *spans: Span) -> bool | None:
    """
    Whether something holds, whatever the numbers are within their spans; None where they do not settle it.

    `holds` gives None for numbers that cannot be together; those are passed over. It has to be of one direction, such
    as "more than", for only the ends of the spans are tried: `either` and `both` put several together.

    >>> [settled(lambda part, whole: part / whole > 0.5, part, (100, 100)) for part in [(60, 64), (48, 52), (1, 1)]]
    [True, None, False]
    """
    found = {holds(*corner) for corner in product(*map(set, spans))} - {None}
    return found.pop() if len(found) == 1 else None


def either(*answers: bool | None) -> bool | None:
    """Whether one of several things holds, each of which may be unsettled."""
    return True if True in answers else None if None in answers else False


def both(*answers: bool | None) -> bool | None:
    """Whether all of several things hold, each of which may be unsettled."""
    return False if False in answers else None if None in answers else True


def span(count: int, figure: Figure, rule: Profile | None) -> Span:
    """What one count of a figure may be, if the figure was rounded by the rule."""
    return rule.span(count) if rule is not None and figure.control == ROUNDED else (count, count)


def rest_span(count: int, figure: Figure, rule: Profile | None) -> Span:
    """The same for a count that is the difference of two: each of them was rounded."""
    if rule is None or figure.control != ROUNDED:
        return count, count
    return max(count - rule.base + 1, 0), count + rule.base - 1


def not_shown(number: int, name: str) -> str:
    """
    How many are hidden, as the subject of a clause.

    >>> not_shown(1, "group"), not_shown(3, "group")
    ('1 group is not shown (disclosure control)', '3 groups are not shown (disclosure control)')
    """
    return f"{number:,} {name}{' is' if number == 1 else 's are'} not shown (disclosure control)"


def not_settled(number: int, name: str, names: str = "") -> str:
    """How many are shown in numbers too rounded for a verdict; `names` is the plural, where it is no plain one."""
    return f"rounded numbers do not settle it for {number:,} {name if number == 1 else names or name + 's'}"
