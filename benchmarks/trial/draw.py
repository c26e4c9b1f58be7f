"""A number drawn by a hash: the same in every run, and for every order of the rows."""

BELOW = 16**8


def drawn_sql(salt: str, column: str) -> str:
    """From 0 to below BELOW, for each value of a column."""
    return f"cast(concat('0x', substr(md5(concat('{salt}', {column})), 1, 8)) as bigint)"
