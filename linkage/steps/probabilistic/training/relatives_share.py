"""
Of the numbers that point to one person of an address and all else to another: how many are a relative's number?

The others are right numbers on copied records. Three fields cannot tell. The stated rates say what to expect, and
hospital records of the day of the test, where there are any, whose record it is.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from linkage.config.rules import RankP

WEIGHT = 3.0
"""Events' worth of weight that what is expected has beside the hospital records: as a parent has elsewhere."""
ROUNDS, SETTLED = 500, 1e-9
MOST_BITS = 30.0
"""Beyond, a record is one or the other."""
LEAST = 1e-12
FALL = 1.920729
"""What the log-likelihood may be below its best, in a 95% interval of one share."""
STEPS = 1_000
"""Shares that are tried for the ends of the interval, and so its grain."""


class ToldShare(NamedTuple):
    """A share, and the ends of the 95% interval that hospital records alone leave: 0 and 1 where there are none."""

    share: float
    low: float
    high: float


def expected_share(stranger: float, rules: RankP) -> float:
    """
    The share of relatives' numbers by the stated rates, `stranger` being the learnt share of strangers' numbers.

    Of wrong numbers relatives_share are expected at the address, of events copied_share; what is found there is shared
    out so.
    """
    relatives = stranger * rules.relatives_share / max(1 - rules.relatives_share, LEAST)
    return relatives / max(relatives + rules.copied_share, LEAST)


def told_share(bits: Sequence[float], expected: float) -> ToldShare:
    """The share of relatives' numbers, of records whose hospital records speak for a copy with so many bits each."""
    found = Counter(round(min(max(one, -MOST_BITS), MOST_BITS), 6) for one in bits)
    ratios = [(2.0**one, records) for one, records in sorted(found.items())]
    share = expected
    for _ in range(ROUNDS):
        likely = sum(records * share / (share + (1 - share) * ratio) for ratio, records in ratios)
        before, share = share, (likely + WEIGHT * expected) / (len(bits) + WEIGHT)
        if abs(share - before) < SETTLED:
            break
    tried = [step / STEPS for step in range(STEPS + 1)]
    logs = [
        sum(records * log(max(one + (1 - one) * ratio, LEAST)) for ratio, records in ratios) for one in tried
    ]
    likely_enough = [one for one, here in zip(tried, logs, strict=True) if here >= max(logs) - FALL]
    return ToldShare(share, likely_enough[0], likely_enough[-1])
