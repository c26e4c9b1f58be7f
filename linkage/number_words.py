"""How many of something, in words that agree with the number."""


def number_of(many: int, one: str) -> str:
    """
    A number and what it counts, in the plural unless it is one.

    >>> number_of(1, "provider"), number_of(1200, "event"), number_of(0, "row")
    ('1 provider', '1,200 events', '0 rows')
    """
    return f"{many:,} {one}{'' if many == 1 else 's'}"
