"""The shape of the code: steps meet in tables, one file knows DuckDB's connection, files and rooms stay small."""

from collections import Counter

import pytest

from tests.structure.imports import ROOT, attributes, folders, imported_names, inside, python_files, under

STEPS = {f"linkage.steps.{step}" for step in folders("linkage/steps")}
MEETING_IN_TABLES = STEPS | {"linkage.release", "linkage.report"}
"""Rooms that never import one another."""
GROUND = {"words", "tables", "engine", "files", "relations", "layouts", "errors"}
"""Stands below everything: it leans on itself alone, and on what the user wrote (config)."""
ABOVE = {"linkage.cli", "linkage.commands", "linkage.api", "linkage.pipeline"}
"""Stands above the steps, which know nothing of it."""
LONGEST_FILE = 200
"""Lines; a longer file is about more than one thing."""
MOST_IN_HALL, MOST_IN_ROOM = 8, 25
"""Modules: of more, a reader no longer sees which to open."""


def test_the_hall_and_the_rooms_can_be_seen_at_once() -> None:
    """Few modules in the hall, about twenty in a room."""
    rooms = Counter(name.rpartition("/")[0] for name, _ in python_files("linkage"))

    assert rooms.pop("") <= MOST_IN_HALL
    assert {room: modules for room, modules in rooms.items() if modules > MOST_IN_ROOM} == {}


def test_steps_meet_in_tables_not_in_imports() -> None:
    """No step imports another, and none what stands above."""
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        for room in MEETING_IN_TABLES
        if under(dotted(name), {room})
        for imported in imported_names(text)
        if under(imported, (MEETING_IN_TABLES - {room}) | ABOVE)
    }

    assert not wrong


def test_the_ground_floor_leans_on_nothing_above() -> None:
    """What several steps say lies where all of them can stand on it."""
    ground = {f"linkage.{room}" for room in GROUND} | {"linkage.config"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.split("/")[0].removesuffix(".py") in GROUND
        for imported in imported_names(text)
        if under(imported, {"linkage"}) and not under(imported, ground)
    }

    assert not wrong


def dotted(name: str) -> str:
    """The module of a file of the package."""
    return "linkage." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_the_synthetic_world_imports_no_step() -> None:
    """It may not learn from the program what the program should find."""
    wrong = {
        f"synthetic/{name} imports {imported}"
        for name, text in python_files("synthetic")
        for imported in imported_names(text, inside("synthetic", name))
        if under(imported, MEETING_IN_TABLES)
    }

    assert not wrong


def test_the_synthetic_world_never_says_its_own_name() -> None:
    """Installed it is `linkage.synthetic`: a package `synthetic` beside other people's could be theirs."""
    assert not [
        name for name, text in python_files("synthetic") if under_own_name(text) or "import synthetic" in text
    ]


def under_own_name(text: str) -> bool:
    """Whether a module of the synthetic world asks for another by its full name."""
    return any(line.startswith("from synthetic") for line in text.splitlines())


def test_imports_go_downwards() -> None:
    """Only the command line imports the command line, and only it the synthetic world."""
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if not name.startswith("cli/")
        for imported in imported_names(text)
        if under(imported, {"linkage.cli", "synthetic"})
    }

    assert not wrong


@pytest.mark.parametrize("room", ["relations", "layouts"])
def test_what_settings_are_made_from_stands_on_the_ground_alone(room: str) -> None:
    """Contracts and words are made from it too, so it may lean on nothing that is made from those."""
    ground = {"linkage.engine.dialect", "linkage.engine.quote", f"linkage.{room}", "linkage.words"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith(f"{room}/")
        for imported in imported_names(text)
        if under(imported, {"linkage"}) and not under(imported, ground)
    }

    assert not wrong


def test_statistics_are_light() -> None:
    """Disclosure control reads what they say of themselves: they lean on words, and on what their step shares."""
    ground = {
        "linkage.words",
        "linkage.engine",
        "linkage.config.codes",
        "linkage.relations",
        "linkage.steps.statistics",
    }
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith("steps/statistics/tables/")
        for imported in imported_names(text)
        if under(imported, {"linkage"})
        and (not under(imported, ground) or under(imported, {"linkage.steps.statistics.run"}))
    }

    assert not wrong


def test_one_file_opens_duckdb() -> None:
    """Every connection is locked down, because there is one place that makes them."""
    opens = {
        f"{package}/{name}"
        for package in ("linkage", "synthetic")
        for name, text in python_files(package)
        if "duckdb.connect" in imported_names(text, inside(package, name)) | attributes(text)
    }

    assert opens == {"linkage/engine/duckdb.py"}


def test_files_stay_short() -> None:
    """One concept a file."""
    long = {
        f"{package}/{name}: {lines} lines"
        for package in ("linkage", "synthetic")
        for name, text in python_files(package)
        if (lines := len(text.splitlines())) > LONGEST_FILE
    }

    assert not long


def test_the_readers_of_imports_read_them() -> None:
    """Every way to write an import is seen, inside functions too."""
    text = "import a.b as c\nfrom d import e, f\ndef g():\n    from h.i import j\n    duckdb.connect()\n"

    assert imported_names(text) == {"a.b", "d.e", "d.f", "h.i.j"}
    assert imported_names("from . import b\nfrom ..c import d", inside("synthetic", "a/x.py")) == {
        "synthetic.a.b",
        "synthetic.c.d",
    }
    assert attributes(text) == {"duckdb.connect"}
    assert under("linkage.steps.ranks.run", {"linkage.steps.ranks"})
    assert not under("linkage.ranks_of", {"linkage.steps.ranks"})
    assert (ROOT / "linkage").is_dir()
