"""The room of relations: each module that has one bears its name, and no two say one thing."""

from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest

from linkage.relations.every import RELATIONS, in_order, making_order
from linkage.relations.relation import Helper
from linkage.tables import find
from tests.structure.imports import ROOT


def test_a_module_bears_the_name_of_its_relation() -> None:
    """Whoever looks for one finds it by name."""
    for relation in RELATIONS:
        assert import_module(f"linkage.relations.{relation.name.lower()}").RELATION is relation


def test_every_relation_has_a_spec_test() -> None:
    """One file that draws it; what is left when nothing holds is drawn with the primary relation."""
    lacking = {
        relation.name
        for relation in RELATIONS
        if relation.has_record and not (ROOT / f"tests/spec/test_{relation.table}.py").is_file()
    }

    assert not lacking


def test_tables_and_windows_have_names_of_their_own() -> None:
    """No passing table takes the place of another, or of one with a contract; no window that of another."""
    helpers = {helper for relation in RELATIONS for helper in relation.helpers}
    tables = [relation.table for relation in RELATIONS] + [helper.table for helper in helpers]
    windows = [window.name for relation in RELATIONS for window in relation.windows]

    assert not {name for name, count in Counter([*tables, *windows]).items() if count > 1}
    assert not [name for name in tables if find(name)]


def test_a_relation_is_made_after_those_it_reads() -> None:
    """Wherever it stands in the order in which they count."""
    made = making_order()

    assert sorted(made, key=lambda relation: relation.place) == list(RELATIONS[:-1])
    for relation in made:
        assert all(made.index(read) < made.index(relation) for read in relation.reads)


def test_an_order_that_is_none_is_refused() -> None:
    """Two of one name or place, and nothing or too much that stands last."""
    first, *_, last = RELATIONS
    helper = Helper("helper", first.sql)

    assert in_order([last, replace(first, helpers=(helper,))])[0].helpers == (helper,)
    for several in ([first, first, last], [first, replace(first, name="OTHER"), last], [first], [last, last]):
        with pytest.raises(ValueError, match="one relation|two relations"):
            in_order(several)
