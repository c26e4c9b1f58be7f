"""Precedence: the order in which one of an event's relations comes to count."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from linkage.relations.every import LAST, NAMES

if TYPE_CHECKING:
    RelationName = str
else:
    RelationName = Literal[NAMES]
"""One of the program's relations."""


def _completed(order: tuple[RelationName, ...]) -> tuple[RelationName, ...]:
    """The order that a rules file names, with the relations that it does not name before the last."""
    if len(order) != len(set(order)):
        raise ValueError("names a relation twice; name each once")
    if LAST in order and order[-1] != LAST:
        raise ValueError(f"{LAST} stands last: it is for events without any other relation")
    unnamed = [name for name in NAMES if name not in order and name != LAST]
    return (*(name for name in order if name != LAST), *unnamed, LAST)


Precedence = Annotated[tuple[RelationName, ...], AfterValidator(_completed)]
"""
Every relation once, the strongest first.

A relation that a rules file does not name, as one that came after it was written, stands after those it names: a later
version leaves the order of an older file as it is.
"""
