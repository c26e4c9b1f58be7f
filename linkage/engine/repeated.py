"""A few tables made over and over, each round from the last, until a query counts nothing left to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.making import Made
from linkage.errors import IntegrityError

MOST_ROUNDS = 200
"""A round at least halves what is left of a chain, so no data needs nearly as many."""


@dataclass(frozen=True)
class Repeated:
    """
    An item of a step (see making): a loop over rounds, never over rows.

    `start` is the table that the first round reads, and each round makes anew.
    """

    items: Sequence[Made]
    left: str
    """A query for how much the round changed: at 0 it was the last."""
    meaning: str
    start: str

    @property
    def writes(self) -> tuple[str, ...]:
        """See Item."""
        return tuple(item.table for item in self.items)

    @property
    def reads(self) -> tuple[str, ...]:
        """The table that it begins with."""
        return (self.start,)

    def speaks_of(self, table: str) -> bool:
        """See Item."""
        return any(item.speaks_of(table) for item in self.items)

    def make(self, engine: Engine) -> None:
        """See Item; IntegrityError where the rounds come to no end."""
        for _ in range(MOST_ROUNDS):
            for item in self.items:
                item.make(engine)
            if engine.count(self.left) == 0:
                return
        raise IntegrityError(
            f"{self.start}: still changes after {MOST_ROUNDS} rounds, which cannot be; report this"
        )
