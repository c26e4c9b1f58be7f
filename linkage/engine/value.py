"""The values of a small result as Python has them: a database gives whole numbers and sums in types of its own."""

from typing import Protocol

Value = str | int | float | bool | None | object
Row = tuple[Value, ...]


def as_whole(value: Value) -> int:
    """A whole number; ValueError for anything else, null too."""
    return int(str(value))


def as_number(value: Value) -> float:
    """A number; ValueError for anything else, null too."""
    return float(str(value))


class Scalar(Protocol):
    """Gives the single value of a query."""

    def scalar(self, query: str) -> Value:
        """See Engine."""
        ...


class TypedReaders:
    """What an engine gives of a result of one row and one column, by the type that is wanted."""

    def count(self: Scalar, query: str) -> int:
        """See Engine."""
        return as_whole(self.scalar(query) or 0)

    def number(self: Scalar, query: str) -> float | None:
        """See Engine."""
        found = self.scalar(query)
        return None if found is None else as_number(found)
