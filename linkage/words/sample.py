"""Samples chosen by a hash of a seed and of the values: the same rows on any engine, whatever other rows there are."""


def shuffled_sql(seed: int, purpose: str, *values: str) -> str:
    """A text to order rows by, as if shuffled: the same for the same `values`, another for another `purpose`."""
    text = ", '|', ".join(f"coalesce(cast({value} as string), '')" for value in values)
    return f"md5(concat('{seed}|{purpose}|', {text}))"
