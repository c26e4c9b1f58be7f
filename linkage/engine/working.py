"""What a run asks of its engine besides: that working tables outlast a break, and are as they were written down."""

from collections.abc import Callable
from typing import Protocol

from linkage.engine.base import Engine


class WorkingEngine(Engine, Protocol):
    """An engine whose tables lie in a place of the run."""

    before_writing: Callable[[str], None] | None
    """Told of each table before it is made, made again or dropped; let go of at the end, for it may hold us."""

    def save(self) -> None:
        """Write every table through to its place: they are on disk when this returns."""
        ...

    def kept_contract(self, table: str) -> int:
        """Hold a table of an earlier session to its contract, a name for a file to its types; gives its rows."""
        ...
