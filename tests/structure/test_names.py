"""No list of names is typed twice: what two rooms speak of stands below both, among the words."""

import ast
from collections import defaultdict

from tests.structure.imports import python_files

FEWEST = 4
"""A list of fewer names is a phrase."""
LABELLED = {
    "report/chapters/care.py",
    "report/chapters/groups.py",
    "report/chapters/quality.py",
    "report/chapters/quality_keys.py",
}
"""Chapters that put words to the names of a step, which they may not import."""
OF_SETTINGS = {
    "config/sources/did.py",
    "config/sources/hes.py",
    "config/sources/lookups.py",
    "steps/standardise/hospital.py",
    "rank_tests/rank_test.py",
}
"""Each data set with its own setting, or its own table; names that are a type have to be typed."""


def lists_of_names(text: str) -> set[frozenset[str]]:
    """The names in each tuple, list, set and key of a mapping of a module that holds nothing else."""
    found: set[frozenset[str]] = set()
    for node in ast.walk(ast.parse(text)):
        elements: list[ast.expr | None] = []
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            elements = list(node.elts)
        elif isinstance(node, ast.Dict):
            elements = list(node.keys)
        names = [
            one.value for one in elements if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if len(names) == len(elements) >= FEWEST:
            found.add(frozenset(names))
    return found


def test_no_list_of_names_is_typed_twice() -> None:
    """Whoever adds a name adds it once."""
    places: dict[frozenset[str], list[str]] = defaultdict(list)
    for name, text in python_files("linkage"):
        for names in lists_of_names(text):
            places[names].append(name)

    twice = {
        tuple(sorted(names)): found
        for names, found in places.items()
        if len([name for name in found if name not in LABELLED | OF_SETTINGS]) > 1
    }
    assert twice == {}


def test_lists_of_names_are_seen() -> None:
    """As a tuple, in other order in a list, as keys of a mapping."""
    one = frozenset("abcd")

    assert lists_of_names("X = ('a', 'b', 'c', 'd')\nY = {'d': 1, 'c': 2, 'b': 3, 'a': 4}") == {one}
    assert lists_of_names("f(['d', 'c', 'b', 'a'])") == {one}
    assert lists_of_names("X = ('a', 'b', 'c', d)\nY = ('a', 'b', 'c')") == set()
