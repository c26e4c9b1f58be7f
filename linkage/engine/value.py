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


class Reader(Protocol):
    """Gives the rows of a query, and so its single value."""

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        ...

    def scalar(self, query: str) -> Value:
        """See Engine."""
        ...


class TypedReaders:
    """What an engine gives of a result of one row and one column, by the type that is wanted."""

    def scalar(self: Reader, query: str) -> Value:
        """See Engine."""
        return self.rows(query)[0][0]

    def count(self: Reader, query: str) -> int:
        """See Engine."""
        return as_whole(self.scalar(query) or 0)

    def number(self: Reader, query: str) -> float | None:
        """See Engine."""
        found = self.scalar(query)
        return None if found is None else as_number(found)
