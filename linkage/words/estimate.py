"""An estimate as the statistics hold it: sums of doubles, cut where the order of adding begins to show."""

DECIMALS = 9


def estimate_sql(value: str) -> str:
    """A number that is no count, rounded."""
    return f"round({value}, {DECIMALS})"
