"""The room of rank tests: each module that has one bears its name, and no two say one thing."""

from dataclasses import replace
from importlib import import_module

import pytest

from linkage.rank_tests.every import BY_NAME, EXCLUDED, REQUIRED, TESTS, in_order
from linkage.rank_tests.rank_test import FIELDS, PairColumn
from tests.structure.imports import ROOT


def test_a_module_bears_the_name_of_its_test() -> None:
    """Whoever looks for one finds it by name."""
    for test in TESTS:
        assert import_module(f"linkage.rank_tests.{test.name}").TEST is test


def test_every_rank_test_is_drawn() -> None:
    """One that keeps a pair from a rank has a spec test of its name; those of a field are drawn rank by rank."""
    lacking = {
        test.name for test in EXCLUDED if not (ROOT / f"tests/spec/test_unless_{test.name}.py").is_file()
    }

    assert not lacking


def test_a_test_is_asked_of_its_fields_or_of_the_pair() -> None:
    """Never of what it says nothing about."""
    for test in REQUIRED:
        assert test.word and test.asked_by == "require"
        assert all(test.condition_on(field) for field in test.fields)
        for field in {*FIELDS, None} - {*test.fields}:
            with pytest.raises(ValueError, match=f"{test.name} cannot be asked of"):
                test.condition_on(field)
    for test in EXCLUDED:
        assert test.condition_on(None) and test.asked_by == "unless"
        with pytest.raises(ValueError, match="cannot be asked of sex"):
            test.condition_on("sex")


def test_an_order_that_is_none_is_refused() -> None:
    """Two of one name or place, or two that mean different things by one column."""
    first, second = BY_NAME["new_year_birth_date"], BY_NAME["ignored_postcode"]
    other = replace(second, column=PairColumn("is_new_year_birth_date", lambda _: "true"))

    assert in_order([second, first]) == (first, second)
    assert in_order([first, replace(second, column=first.column)])
    for several in ([first, first], [first, replace(second, name=first.name)], [first, other]):
        with pytest.raises(ValueError, match="two rank tests"):
            in_order(several)
