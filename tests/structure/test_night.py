"""What is left for a night names the file of tests that looks at the same by day."""

from types import SimpleNamespace
from typing import cast

import pytest

from tests.conftest import by_night
from tests.structure.imports import ROOT


def marked(*named: str) -> pytest.Item:
    """A test with the mark, for what it names."""
    mark = SimpleNamespace(args=named)
    return cast("pytest.Item", SimpleNamespace(nodeid="a test", get_closest_marker=lambda _: mark))


def test_a_file_of_tests_is_named() -> None:
    """Then it is left for a night; without the mark no test is."""
    unmarked = SimpleNamespace(get_closest_marker=lambda _: None)

    assert by_night(marked("tests/structure/test_night.py"), ROOT)
    assert not by_night(cast("pytest.Item", unmarked), ROOT)


@pytest.mark.parametrize(
    "named",
    [(), ("tests/structure/test_nothing.py",), ("README.md",), ("tests/structure/test_night.py",) * 2],
)
def test_nothing_else_will_do(named: tuple[str, ...]) -> None:
    """No name, a file that is not there or holds no tests, two of them: the tests do not start."""
    with pytest.raises(pytest.UsageError, match="a test: the mark `night` names the one file of tests"):
        by_night(marked(*named), ROOT)
