"""Every relation of the program, found in the modules of this folder, and what is said of all of them."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from linkage import relations
from linkage.relations.relation import Relation, Window


def found() -> tuple[Relation, ...]:
    """The value RELATION of every module here that has one, the strongest first."""
    names = sorted(module.name for module in iter_modules(relations.__path__, f"{relations.__name__}."))
    values = (getattr(import_module(name), "RELATION", None) for name in names if name != __name__)
    return in_order(value for value in values if isinstance(value, Relation))


def in_order(several: Iterable[Relation]) -> tuple[Relation, ...]:
    """Relations by their place; ValueError when two share a place or a name, or not just the last has no record."""
    ordered = tuple(sorted(several, key=lambda relation: relation.place))
    for attribute in ("place", "name"):
        if len({getattr(relation, attribute) for relation in ordered}) < len(ordered):
            raise ValueError(f"two relations have one {attribute}")
    if [relation.has_record for relation in ordered] != [True] * (len(ordered) - 1) + [False]:
        raise ValueError("one relation has no record, and it stands last")
    return ordered


RELATIONS = found()
"""Strongest first: an admission explains a scan better than an attendance, and that better than an appointment."""

NAMES = tuple(relation.name for relation in RELATIONS)

LAST = NAMES[-1]
"""The row of an event that has no other relation."""

WINDOWS: dict[Window, Relation] = {window: relation for relation in RELATIONS for window in relation.windows}
"""Every window with the relation that it is a setting of."""

MEANINGS = {relation.name: relation.meaning for relation in RELATIONS}
"""How a test sits beside a record of the person."""

SENTENCES = " ".join(f"{relation.name}, on {relation.on}: {relation.meaning}." for relation in RELATIONS)
"""What a dictionary says of them."""

BY_CARE_SETTING = {
    setting: tuple(relation.name for relation in RELATIONS if relation.care_setting == setting)
    for setting in dict.fromkeys(relation.care_setting for relation in RELATIONS)
}
"""The settings of care with the relations that stand for them."""

EXPECTED = tuple((setting, relation.name) for relation in RELATIONS for setting in relation.expected_from)
"""Source settings with each relation that they lead one to expect. The readings are ours."""


def making_order() -> tuple[Relation, ...]:
    """The relations to a record, the strongest first, but each after those that it reads."""
    ordered: dict[Relation, None] = {}

    def add(relation: Relation) -> None:
        for read in relation.reads:
            add(read)
        ordered[relation] = None

    for relation in RELATIONS[:-1]:
        add(relation)
    return tuple(ordered)
