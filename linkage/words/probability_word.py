"""A probability as it is shown: never as none or certain where it is not."""

from linkage.engine.value import Value, as_number

LEAST_SHOWN = 0.0001


def probability(value: Value) -> str:
    """Four decimals; what they would show as 0 or 1 and is not so is shown as under or over."""
    if value is None:
        return "none"
    share = as_number(value)
    if 0 < share < LEAST_SHOWN:
        return f"under {LEAST_SHOWN}"
    return f"over {1 - LEAST_SHOWN}" if 1 - LEAST_SHOWN < share < 1 else f"{share:.4f}"
