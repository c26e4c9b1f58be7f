"""The relations of an event to a record, by name, and the order in which one of them comes to count."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

Relation = Literal[
    "IN_EPISODE",
    "IN_SPELL",
    "IN_CIPS",
    "AE_SAME_DAY",
    "AE_THEN_ADMITTED",
    "OP_SAME_DAY",
    "OP_REQUESTED",
    "PRE_ADMISSION",
    "GP_DA_THEN_ADMISSION",
    "POST_DISCHARGE",
    "PERSON_ONLY",
]
"""Strongest first: an admission explains a scan better than an attendance, and that better than an appointment."""

RELATIONS: tuple[Relation, ...] = get_args(Relation)

LAST: Relation = "PERSON_ONLY"
"""The row of an event that has no other relation: it can only stand last."""


def _completed(order: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """The order that a rules file names, with the relations that it does not name before the last."""
    if len(order) != len(set(order)):
        raise ValueError("names a relation twice; name each once")
    if LAST in order and order[-1] != LAST:
        raise ValueError(f"{LAST} stands last: it is for events without any other relation")
    unnamed = [relation for relation in RELATIONS if relation not in order and relation != LAST]
    return (*(relation for relation in order if relation != LAST), *unnamed, LAST)


Precedence = Annotated[tuple[Relation, ...], AfterValidator(_completed)]
"""
Every relation once, the strongest first.

A relation that a rules file does not name, as one that came after it was written, stands after those it names: a later
version leaves the order of an older file as it is.
"""
