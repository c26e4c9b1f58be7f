"""Which of many comparisons stand though there are many: Benjamini and Hochberg, also where some cannot be seen."""

from collections.abc import Sequence

SHARE = 0.05
"""Of those that are named in a month, the share that is expected to be chance."""


def discovered(
    chances: Sequence[float], share: float = SHARE, unseen: float | None = None, extra: int = 0
) -> list[bool]:
    """
    Of each comparison, whether it is named; `extra` more belong to the family, each with the chance `unseen`.

    The k smallest are named, for the largest k of which the k-th is at most k / m of the share. A smaller chance
    anywhere names no fewer: so with the unseen all 1 only those are named that are named whatever the unseen may be,
    and with the unseen all 0 everything that may be.

    >>> discovered([0.001, 0.03, 0.2]), discovered([0.001, 0.03, 0.2], unseen=1.0, extra=7)
    ([True, True, False], [True, False, False])
    """
    every = [*chances, *([unseen] * extra if unseen is not None else [])]
    limit = largest_named(every, len(chances) + extra, share)
    return [limit is not None and chance <= limit for chance in chances]


def largest_named(chances: Sequence[float], family: int, share: float = SHARE) -> float | None:
    """The chance up to which comparisons of a family of so many are named; None where none is."""
    limits = (share * place / family for place in range(1, len(chances) + 1))
    return max(
        (limit for limit, chance in zip(limits, sorted(chances), strict=True) if chance <= limit),
        default=None,
    )


def named_up_to(chances: Sequence[float], share: float = SHARE) -> float:
    """
    The chance up to which a comparison of the family is named; where none is, that at which a first one would be.

    >>> round(named_up_to([0.001, 0.03, 0.2]), 4), round(named_up_to([0.3, 0.03, 0.2]), 4)
    (0.0167, 0.0167)
    """
    return largest_named(chances, len(chances), share) or share / max(len(chances), 1)


def verdicts(spans: Sequence[tuple[float, float]], hidden: int, share: float = SHARE) -> list[bool | None]:
    """
    The same of chances known to lie within spans, beside `hidden` ones of which nothing is known.

    True: named whatever they are; False: not named whatever they are; None: not settled. So no verdict rests on what is
    hidden, and none denies what somebody who sees everything finds.

    >>> verdicts([(0.001, 0.001), (0.02, 0.08), (0.9, 0.9)], hidden=1)
    [True, None, False]
    """
    surely = discovered([most for _, most in spans], share, 1.0, hidden)
    maybe = discovered([least for least, _ in spans], share, 0.0, hidden)
    return [True if sure else None if may else False for sure, may in zip(surely, maybe, strict=True)]


def expected_false(named: int, share: float = SHARE) -> float:
    """How many of so many named comparisons are expected to be chance; of none, in how many months one is named."""
    return share * max(named, 1)
