"""The shape of the code: steps meet in tables, one file knows DuckDB's connection, files and rooms stay small."""

from collections import Counter

from tests.structure.imports import ROOT, attributes, folders, imported_names, inside, python_files, under

STEPS = {f"linkage.steps.{step}" for step in folders("linkage/steps")}
MEETING_IN_TABLES = STEPS | {"linkage.release", "linkage.report"}
"""Rooms that never import one another."""
FLOORS = (
    {
        "errors",
        "spc",
        "files",
        "engine",
        "words",
        "tables",
        "relations",
        "rank_tests",
        "layouts",
        "gates",
        "config",
    },
    {"steps", "release", "cache", "reading", "report", "review", "disclosure"},
    {"session", "editions", "month_promises", "months", "decisions"},
    {"common_steps"},
    {"pipeline", "strike"},
    {"commands"},
    {"cli", "api"},
)
"""The wings, each floor standing on those before it and knowing nothing of those after it."""
UPWARDS = {("strike", "commands")}
"""What leans on a floor above: a release that only strikes has reports, and is a month's in terms of a run."""
JUDGING = {"gates/judge.py", "gates/limits.py", "gates/reading.py"}
"""What is done with the values of gates: these lean on settings."""
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
    """No step imports another."""
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        for room in MEETING_IN_TABLES
        if under(dotted(name), {room})
        for imported in imported_names(text)
        if under(imported, MEETING_IN_TABLES - {room})
    }

    assert not wrong


def test_no_floor_leans_on_one_above_it() -> None:
    """Who reads from the top down never turns back."""
    floor = {wing: place for place, wings in enumerate(FLOORS) for wing in wings}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if (wing := name.split("/")[0].removesuffix(".py")) != "__init__"
        for imported in imported_names(text)
        if under(imported, {"linkage"})
        and (other := (*imported.split("."), "")[1]) in floor
        and floor[other] > floor[wing]
        and (wing, other) not in UPWARDS
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


def test_only_the_command_line_imports_the_synthetic_world() -> None:
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if not name.startswith("cli/")
        for imported in imported_names(text)
        if under(imported, {"synthetic"})
    }

    assert not wrong


def test_what_settings_are_made_from_stands_on_the_ground_alone() -> None:
    """Settings, contracts and words are made from these values, so they may lean on nothing made from those."""
    ground = {"linkage.engine.dialect", "linkage.engine.quote", "linkage.words"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for room in ("relations", "rank_tests", "gates", "layouts")
        for name, text in python_files("linkage")
        if name.startswith(f"{room}/") and name not in JUDGING
        for imported in imported_names(text)
        if under(imported, {"linkage"})
        and (not under(imported, ground | {f"linkage.{room}"}) or under(imported, set(map(dotted, JUDGING))))
    }

    assert not wrong


def test_gates_lean_on_no_step() -> None:
    """They are judged on facts, which are read from tables."""
    ground = {"linkage.gates", "linkage.words", "linkage.engine", "linkage.config", "linkage.errors"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith("gates/")
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

    assert opens == {"linkage/engine/connection.py"}


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
