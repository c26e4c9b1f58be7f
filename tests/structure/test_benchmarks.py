"""The shape of the benchmarks: short files, small rooms, and no yardstick that needs research."""

import ast
from collections import Counter

from tests.structure.imports import ROOT, imported_names, python_files, under

LONGEST_FILE = 160
LONGEST_FUNCTION = 50
"""Lines."""
FULLEST_ROOM = 20
"""Python files that lie in one folder."""
RESEARCH = "benchmarks.research"


def function_lines(text: str) -> dict[str, int]:
    """How long every function of a module is, by name."""
    return {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_files_stay_short() -> None:
    """One concept a file; scripts in SQL are held to no length."""
    long = {
        f"benchmarks/{name}: {lines} lines"
        for name, text in python_files("benchmarks")
        if (lines := len(text.splitlines())) > LONGEST_FILE
    }

    assert not long


def test_functions_stay_short() -> None:
    """One idea a function."""
    long = {
        f"benchmarks/{name}: {function} has {lines} lines"
        for name, text in python_files("benchmarks")
        for function, lines in function_lines(text).items()
        if lines > LONGEST_FUNCTION
    }

    assert not long


def test_rooms_stay_small() -> None:
    """The hall is a room too."""
    rooms = Counter(name.rpartition("/")[0] for name, _ in python_files("benchmarks"))

    assert not {f"benchmarks/{room}": files for room, files in rooms.items() if files > FULLEST_ROOM}


def test_no_yardstick_needs_research() -> None:
    """What is measured again and again does not rest on trials that may go."""
    wrong = {
        f"benchmarks/{name} imports {imported}"
        for name, text in python_files("benchmarks")
        if not name.startswith("research/")
        for imported in imported_names(text)
        if under(imported, {RESEARCH})
    }

    assert not wrong
    assert (ROOT / "benchmarks" / "research").is_dir()


def test_one_module_starts_processes() -> None:
    """A function that needs a process of its own is handed to `benchmarks.process.apart`."""
    starts = {
        name
        for name, text in python_files("benchmarks")
        if {"subprocess", "multiprocessing"} & {used.split(".")[0] for used in imported_names(text)}
    }

    assert starts == {"process.py"}


def test_the_reader_of_functions_reads_them() -> None:
    """Inside classes and other functions too."""
    text = "def f():\n    def g():\n        pass\nclass C:\n    async def h(self):\n        pass\n"

    assert function_lines(text) == {"f": 3, "g": 2, "h": 2}
