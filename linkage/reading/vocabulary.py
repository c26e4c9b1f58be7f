"""Which columns of text are a vocabulary, of which a data frame may keep every word: codes and names, never keys."""

from functools import cache

from linkage.release.content.published import OF_EVENTS, OF_PEOPLE, WHOLE
from linkage.tables import Column, contract

KEYS = ("_id", "_key", "_number")
"""How the name of a column ends that names a person, an event, a stay or a record."""
BESIDES = frozenset({"test_month", "gp_practice", "model_id"})
"""Words that no contract of a published table has, or that end like a key: months, practices and models."""


@cache
def vocabulary() -> frozenset[str]:
    """
    Names of text columns of published tables whose values are codes and words.

    A categorical holds every value of the frame that it was made with, also where ten rows of it are handed on. So
    whatever stands for a person or a record is no vocabulary, nor is a column that bears no name of these: what a query
    calls it does not tell what is in it.
    """
    named = (column for name in (*OF_EVENTS, *OF_PEOPLE, *WHOLE) for column in contract(name).columns)
    return BESIDES | {column.name for column in named if column.type == "text" and not is_key(column)}


def is_key(column: Column) -> bool:
    """Whether its values name people, events, stays or records."""
    return bool(column.key_of) or column.name.endswith(KEYS)
