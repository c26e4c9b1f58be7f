"""Every rank test of the program, found in the modules of this folder, and what is said of all of them."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from linkage import rank_tests
from linkage.rank_tests.rank_test import PairColumn, RankTest


def found() -> tuple[RankTest, ...]:
    """The value TEST of every module here that has one, by place."""
    names = sorted(module.name for module in iter_modules(rank_tests.__path__, f"{rank_tests.__name__}."))
    values = (getattr(import_module(name), "TEST", None) for name in names if name != __name__)
    return in_order(value for value in values if isinstance(value, RankTest))


def in_order(several: Iterable[RankTest]) -> tuple[RankTest, ...]:
    """Tests by their place; ValueError when two share a place or a name, or mean two things by one column."""
    ordered = tuple(sorted(several, key=lambda test: test.place))
    for told in ("place", "name"):
        if len({getattr(test, told) for test in ordered}) < len(ordered):
            raise ValueError(f"two rank tests have one {told}")
    columns = columns_of(ordered)
    if len({column.name for column in columns}) < len(columns):
        raise ValueError("two rank tests mean different things by one column")
    return ordered


def columns_of(several: Iterable[RankTest]) -> tuple[PairColumn, ...]:
    """The columns that tests stand on, each once."""
    return tuple(dict.fromkeys(test.column for test in several if test.column))


TESTS = found()

BY_NAME = {test.name: test for test in TESTS}

REQUIRED = tuple(test for test in TESTS if test.asked_by == "require")
"""Those that a rank may require of a field."""

EXCLUDED = tuple(test for test in TESTS if test.asked_by == "unless")
"""Those that may keep a pair from a rank."""

COLUMNS = columns_of(TESTS)
"""What rank_pair has beside the agreements."""
