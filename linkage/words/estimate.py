"""An estimate as the statistics hold it: sums of doubles, cut where the order of adding begins to show."""

DECIMALS = 9


def estimate_sql(value: str) -> str:
    """A number that is no count, rounded."""
    return f"round({value}, {DECIMALS})"


def exact_sum_sql(value: str, decimals: int = 18) -> str:
    """
    A sum of doubles, each cut to so many decimals, that does not depend on the order of the rows.

    Where a sum grows beyond some hundreds, the order of adding shows in what `estimate_sql` leaves.
    """
    return f"cast(sum(cast({value} as decimal(38, {decimals}))) as double)"


RECALL = "recall"
"""The table of what a rate needs to carry linkage error."""
WITH_NUMBER, WITHOUT_NUMBER = "with_number", "without_number"
"""Kinds of event whose recall it tells: by whether they bear a usable NHS number."""
BY_CHANCE = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY")
"""Relations that a wrong person may have by the day alone: how often is counted in every run."""
