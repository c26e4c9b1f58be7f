"""An estimate as the statistics hold it: sums of doubles, cut where the order of adding begins to show."""

DECIMALS = 9


def estimate_sql(value: str) -> str:
    """A number that is no count, rounded."""
    return f"round({value}, {DECIMALS})"


RECALL = "recall"
"""The table of what a rate needs to carry linkage error."""
WITH_NUMBER, WITHOUT_NUMBER = "with_number", "without_number"
"""Kinds of event whose recall it tells: by whether they bear a usable NHS number."""
BY_CHANCE = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY")
"""Relations that a wrong person may have by the day alone: how often is counted in every run."""
