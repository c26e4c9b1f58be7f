"""
Ids of rows from the values they hold: 63 bits of a keyed hash.

The same values have the same id in every run under one key, whatever other rows there are and in whatever order they
came: nothing is numbered anew because something else grew, and no task has to see every row. That two rows of eighty
million share one is a chance of one in three thousand; it is looked for, and all ids of the table are then made with
the next key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Made
from linkage.errors import RepeatedKeyError

Pads = tuple[bytes, bytes]
PadsOf = Callable[[str], Pads]
"""The inner and outer padded keys of HMAC-SHA-256 for a purpose, as `Key.pads` gives them."""

FIRST, ATTEMPTS = 1, 3
"""The number of the first key, and how many are tried: with a fault that repeats rows, none helps."""
PAD = "id_pad"
PAD_COLUMNS = {"inner_pad": "binary", "outer_pad": "binary"}
"""Columns of a table of padded keys."""


def joined_sql(*values: str) -> str:
    """The values one after the other, for concat: null is the empty text."""
    return ", chr(31), ".join(f"coalesce(cast({value} as string), '')" for value in values)


def value_id_sql(dialect: Dialect, *values: str) -> str:
    """The id of a row of those `values`, none of them an empty text; reads id_pad."""
    return dialect.leading_integer(
        dialect.keyed_hash(f"concat({joined_sql(*values)})", f"{PAD}.inner_pad", f"{PAD}.outer_pad")
    )


def summed_sql(number: str) -> str:
    """One number of 63 bits for a group of numbers, in whatever order they stand; 0 for none."""
    return f"cast(coalesce(sum(cast({number} as decimal(38, 0))), 0) % {LARGEST} as bigint)"


LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class MadeWithIds(Made):
    """One table made by one query that reads id_pad, its id being the key of its contract."""

    purpose: str
    pads_of: PadsOf = field(repr=False)

    def make(self, engine: Engine) -> None:
        """See Item; where two rows have one id all are made anew, by the next key."""
        for attempt in range(FIRST, ATTEMPTS + 1):
            engine.load(PAD, PAD_COLUMNS, [self.pads_of(f"{self.purpose} {attempt}")])
            try:
                engine.create(self.table, self.query)
            except RepeatedKeyError:
                if attempt == ATTEMPTS:
                    raise
            else:
                return
            finally:
                engine.drop(PAD)
