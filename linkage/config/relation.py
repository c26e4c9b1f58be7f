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


def _names_every_relation_once(order: tuple[Relation, ...]) -> tuple[Relation, ...]:
    if sorted(order) != sorted(RELATIONS):
        raise ValueError(f"name each of {', '.join(RELATIONS)} once")
    if order[-1] != LAST:
        raise ValueError(f"{LAST} stands last: it is for events without any other relation")
    return order


Precedence = Annotated[tuple[Relation, ...], AfterValidator(_names_every_relation_once)]
"""Every relation once, the strongest first."""
