"""The shape of the synthetic world: a small hall, and rooms that build on one another in the order of a life."""

import ast
from collections import Counter

from tests.structure.imports import folders, imported_names, inside, python_files, under

ROOMS = ("people", "activity", "errors", "records", "truth", "written", "files", "deliveries", "shapes")
"""Who they are, what befalls them, how it is recorded, what of it is sent, what is true, how it is written, in
which files, and how else."""

FRONT = {"synthetic.world", "synthetic.tables", "synthetic.year"}
"""Modules of the hall that go through the rooms; the others are what every room may ask."""

MOST_IN_HALL = 8
MOST_IN_ROOM = 20
LONGEST_MODULE = 160
"""Lines."""


def room_of(name: str) -> str:
    """The room of a module, blank for the hall."""
    return name.rpartition("/")[0]


def test_every_module_is_in_the_hall_or_in_a_room() -> None:
    """A new room has to be given its place in the order, and has no rooms in it."""
    assert folders("synthetic") - {"synthetic"} == set(ROOMS)
    assert {room_of(name) for name, _ in python_files("synthetic")} == {"", *ROOMS}


def test_hall_and_rooms_are_small() -> None:
    """What somebody can take in when opening a door."""
    files = Counter(room_of(name) for name, _ in python_files("synthetic"))

    assert files.pop("") <= MOST_IN_HALL
    assert {room: held for room, held in files.items() if held > MOST_IN_ROOM} == {}


def test_modules_are_short() -> None:
    """Shorter than elsewhere: most of the lines are queries."""
    assert {
        name: lines
        for name, text in python_files("synthetic")
        if (lines := len(text.splitlines())) > LONGEST_MODULE
    } == {}


def test_every_room_says_what_it_is_for() -> None:
    """In one line, and holds nothing else at its door."""
    for name, text in python_files("synthetic"):
        if name.endswith("__init__.py"):
            assert ast.get_docstring(ast.parse(text)) == text.strip().strip('"'), name
            assert len(text.splitlines()) == 1, name


def test_rooms_build_on_those_before_them() -> None:
    """Nobody's identifiers depend on how the files are laid out, nor anybody's life on how it is recorded."""
    wrong = {
        f"synthetic/{name} imports {imported}"
        for name, text in python_files("synthetic")
        if (room := room_of(name))
        for imported in imported_names(text, inside("synthetic", name))
        if under(imported, FRONT | {f"synthetic.{later}" for later in ROOMS[ROOMS.index(room) + 1 :]})
    }

    assert not wrong


def test_what_every_room_may_ask_asks_no_room() -> None:
    """Draws, settings and the like stand on their own."""
    wrong = {
        f"synthetic/{name} imports {imported}"
        for name, text in python_files("synthetic")
        if not room_of(name) and f"synthetic.{name.removesuffix('.py')}" not in FRONT
        for imported in imported_names(text, inside("synthetic", name))
        if under(imported, {f"synthetic.{room}" for room in ROOMS})
    }

    assert not wrong
