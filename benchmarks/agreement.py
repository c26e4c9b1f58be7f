"""Whether as many links are wrong as were expected to be."""

from math import exp

from linkage.engine.base import Value

FEWEST = 20
"""Expected false links from which expected and real are to be within a factor of WITHIN."""
WITHIN = 1.5
TAIL = 0.025
"""What a 95% interval leaves out at each end."""
HALVINGS = 60

COUNTED = "count(*), count(case when not is_right then 1 end), sum(1 - match_probability)"
"""Links, false ones, and those expected."""
BY_COPY = "copied_share * match_probability / (1 - copied_share)"
"""
Of a link without a number: how probable it is that the record is a copy of the person's, and the person another's.

The probability is 1 less the copied share, times what it would be were nothing copied (posterior.copied).
"""
OF_COPIES = f"count(*), count(case when not is_right and is_copied then 1 end), sum({BY_COPY})"
"""Links, those wrong on a copied record, and those expected."""
OTHERWISE = (
    "count(*), count(case when not is_right and not is_copied then 1 end), "
    f"sum(1 - match_probability - {BY_COPY})"
)
"""Links, those wrong for any other reason, and those expected."""
HEAD = ("links", "false", "expected", "ratio", "holds")


def interval(count: int) -> tuple[float, float]:
    """The exact 95% interval of the mean of a Poisson count."""
    low = mean_at(count - 1, 1 - TAIL) if count else 0.0
    return low, mean_at(count, TAIL)


def mean_at(most: int, chance: float) -> float:
    """The mean of which a count is at most `most` by this chance."""
    low, high = 0.0, 2.0 * most + 10
    for _ in range(HALVINGS):
        mean = (low + high) / 2
        if at_most(most, mean) > chance:
            low = mean
        else:
            high = mean
    return (low + high) / 2


def at_most(most: int, mean: float) -> float:
    """The chance that a Poisson count of that mean is at most `most`."""
    term = whole = exp(-mean)
    for count in range(1, most + 1):
        term *= mean / count
        whole += term
    return whole


def holds(expected: float, real: int) -> bool:
    """Whether expected and real agree: within WITHIN where enough are expected, else within the interval."""
    low, high = interval(real)
    if low <= expected <= high:
        return True
    return expected >= FEWEST and real > 0 and 1 / WITHIN <= expected / real <= WITHIN


def row(name: str, links: Value, real: Value, expected: Value) -> tuple[str, ...]:
    """One line: links, false ones, those expected, the ratio, and whether that holds."""
    wrong, thought = int(str(real)), float(str(expected or 0))
    return (
        name,
        f"{int(str(links)):,}",
        f"{wrong:,}",
        f"{thought:,.1f}",
        f"{thought / wrong:.2f}" if wrong else "",
        "yes" if holds(thought, wrong) else "no",
    )
