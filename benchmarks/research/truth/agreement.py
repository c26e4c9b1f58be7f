"""Whether as many links are wrong as were expected to be."""

from math import sqrt

from linkage.engine.base import Value

FEWEST = 20
"""Expected false links from which expected and real are to be within a factor of WITHIN."""
WITHIN = 1.5
Z = 1.959964
"""Of a 95% interval."""

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
    """95% interval of the mean of a Poisson count, by Byar's approximation."""
    if count == 0:
        return 0.0, 3.689
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    up = count + 1
    return low, up * (1 - 1 / (9 * up) + Z / (3 * sqrt(up))) ** 3


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
