"""How much of the attack is made: all of it, or the share that ATTACKS_PERCENT says, where time is short."""

import os

PERCENT = int(os.environ.get("ATTACKS_PERCENT", "100"))


def some(whole: int) -> int:
    """The share of so many that is made, one at least."""
    return max(whole * PERCENT // 100, 1)
