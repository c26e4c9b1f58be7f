"""How many of something in words, the first of many by name, and how probable it is."""

from collections.abc import Sequence

from linkage.engine.value import Value, as_number

LEAST_SHOWN = 0.0001


def number_of(many: int, one: str, several: str = "") -> str:
    """
    A number and what it counts, in the plural unless it is one; `several` is a plural that is not `one` with an s.

    >>> number_of(1, "provider"), number_of(1200, "event"), number_of(0, "person", "people")
    ('1 provider', '1,200 events', '0 people')
    """
    return f"{many:,} {one if many == 1 else several or f'{one}s'}"


def first_names(names: Sequence[str], most: int) -> str:
    """
    The first names, and how many more there are.

    >>> first_names(["RZ1", "RZ2", "RZ3"], 2), first_names(["RZ1", "RZ2"], 2)
    ('RZ1, RZ2 and 1 more', 'RZ1, RZ2')
    """
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def first_clauses(clauses: Sequence[str], most: int) -> str:
    """
    The same of parts of a sentence.

    >>> first_clauses(["one is gone", "two is gone", "three is gone"], 2)
    'one is gone; two is gone; and 1 more'
    """
    return "; ".join(clauses[:most]) + (f"; and {len(clauses) - most:,} more" if len(clauses) > most else "")


def probability(value: Value) -> str:
    """Four decimals; what they would show as 0 or 1 and is not so is shown as under or over."""
    if value is None:
        return "none"
    share = as_number(value)
    if 0 < share < LEAST_SHOWN:
        return f"under {LEAST_SHOWN}"
    return f"over {1 - LEAST_SHOWN}" if 1 - LEAST_SHOWN < share < 1 else f"{share:.4f}"
