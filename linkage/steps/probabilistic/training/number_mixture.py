"""
What equal NHS numbers are: right, a stranger's, or of somebody at the same address.

Estimated by EM over the patterns of agreement of proved pairs, three classes side by side:

    right       birth date, postcode and sex agree as m says, which is estimated along with the shares
    stranger    they agree as u says
    neighbour   the postcode agrees as m says; birth date and sex are a stranger's

HES has an older address of some: a neighbour's postcode is no surer than one's own. Were it taken to agree always, a
copied record of somebody who moved would be counted as a stranger's number, and one wrong number in ten be none.

A number that belongs to somebody at the same address and a record that bears the birth date and sex of somebody
there look the same: the number points to one person, all else to another. Only the sum of the two is known; which
part of it are relatives' numbers, see `relatives_share`. The others are copied records.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.model import NumberMixture
from linkage.steps.probabilistic.training.proved_pattern import Pattern

SOME = 1_000
"""
Events' worth of weight that "nothing is copied" has: what is estimated is a floor for every link, and two events of a
few hundred must not keep the whole rank from linking.
"""
ROUNDS, SETTLED = 500, 1e-9

Probabilities = Mapping[str, Mapping[str, float]]


class ClassShares(NamedTuple):
    """Shares of the three classes; they add up to one."""

    right: float
    stranger: float
    neighbour: float


def estimated_shares(
    counts: Mapping[Pattern, int], m: Probabilities, u: Probabilities
) -> tuple[ClassShares, dict[str, dict[str, float]]]:
    """
    The shares of the three classes, and m of every level of two values, starting from `m`.

    `counts` are proved pairs by pattern. u is fixed; a level of no pair keeps the m that it starts with.
    """
    patterns = sorted(counts)
    total = sum(counts.values())
    now = {field: dict(levels) for field, levels in m.items()}
    shares = (0.98, 0.015, 0.005)
    for _ in range(ROUNDS):
        belief = [of_classes(pattern, now, u, shares) for pattern in patterns]
        found = tuple(
            max(sum(counts[p] * b[place] for p, b in zip(patterns, belief, strict=True)) / total, LEAST_SHARE)
            for place in range(3)
        )
        now = expected_m(patterns, counts, [b[0] for b in belief], now)
        change = max(abs(one - other) for one, other in zip(found, shares, strict=True))
        shares = (found[0], found[1], found[2])
        if change < SETTLED:
            break
    return ClassShares(*(share / sum(shares) for share in shares)), now


def number_mixture(shares: ClassShares, events: int, relatives: float, there: float) -> NumberMixture:
    """
    The mixture, `relatives` being the part of what is found at one address that are relatives' numbers.

    HES has the address of somebody with the chance `there`. Where it has not, a relative's number is like a
    stranger's, and a copied record bears a right number as any other does.
    """
    at_address = shares.neighbour * there
    elsewhere = shares.neighbour - at_address
    relative = max(at_address * relatives, LEAST_SHARE**2)
    copied = at_address - relative
    return NumberMixture(
        right=rounded(shares.right + copied + elsewhere * (1 - relatives)),
        stranger=rounded(shares.stranger + elsewhere * relatives),
        relative=rounded(relative),
        copied=rounded(copied * events / (events + SOME)),
    )


def shares_of(number: NumberMixture, m: Probabilities) -> ClassShares:
    """The shares of the classes, as near as a mixture tells them: it has the neighbours whose address HES knows."""
    neighbour = (number.relative + number.copied) / m["postcode"]["exact"]
    return ClassShares(number.right - number.copied, number.stranger, neighbour)


def of_classes(
    pattern: Pattern, m: Probabilities, u: Probabilities, shares: Sequence[float]
) -> tuple[float, float, float]:
    """How probable each class is, given the pattern."""
    likely = [*shares]
    for field, level in zip(FIELDS, pattern, strict=True):
        if level == "missing":
            continue
        likely[0] *= m[field][level]
        likely[1] *= u[field][level]
        likely[2] *= m[field][level] if field == "postcode" else u[field][level]
    whole = sum(likely) or 1.0
    return likely[0] / whole, likely[1] / whole, likely[2] / whole


def expected_m(
    patterns: Sequence[Pattern], counts: Mapping[Pattern, int], right: Sequence[float], before: Probabilities
) -> dict[str, dict[str, float]]:
    """m of every level, from the pairs at it as far as their number is right; what nobody is at keeps its m."""
    found: dict[str, dict[str, float]] = {}
    for place, field in enumerate(FIELDS):
        seen: dict[str, float] = defaultdict(float)
        for pattern, share in zip(patterns, right, strict=True):
            if pattern[place] != "missing":
                seen[pattern[place]] += counts[pattern] * share
        whole = sum(seen.values())
        found[field] = {
            level: seen[level] / whole if level in seen and whole else earlier
            for level, earlier in before[field].items()
        }
    return found
