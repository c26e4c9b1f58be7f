"""The shape of the code: steps meet in tables, one file knows DuckDB's connection, files stay short."""

from tests.structure.imports import ROOT, attributes, folders, imported_names, inside, python_files, under

STEPS = {
    "inputs",
    "standardise",
    "index",
    "ranks",
    "probabilistic",
    "resolve",
    "pathways",
    "statistics",
    "release",
    "report",
}
NOT_STEPS = {
    "cli",
    "config",
    "engine",
    "contracts",
    "disclosure",
    "gates",
    "relations",
    "spc",
    "strike",
    "words",
}
LONGEST_FILE = 200
"""Lines; a longer file is about more than one thing."""


def test_every_folder_is_a_step_or_is_not() -> None:
    """A new folder has to be put on one of the two lists above."""
    assert folders("linkage") - NOT_STEPS <= STEPS


def test_steps_meet_in_tables_not_in_imports() -> None:
    """No step folder imports another."""
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if (step := name.split("/")[0]) in STEPS
        for imported in imported_names(text)
        if under(imported, {f"linkage.{other}" for other in STEPS - {step}})
    }

    assert not wrong


def test_the_synthetic_world_imports_no_step() -> None:
    """It may not learn from the program what the program should find."""
    steps = {f"linkage.{step}" for step in STEPS}
    wrong = {
        f"synthetic/{name} imports {imported}"
        for name, text in python_files("synthetic")
        for imported in imported_names(text, inside("synthetic", name))
        if under(imported, steps)
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


def test_words_stand_below_the_steps() -> None:
    """What several steps say lies where all of them can stand on it, and leans on none of them."""
    ground = {"linkage.words", "linkage.engine", "linkage.errors", "linkage.config"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith("words/")
        for imported in imported_names(text)
        if under(imported, {"linkage"}) and not under(imported, ground)
    }

    assert not wrong


def test_relations_stand_on_the_ground_alone() -> None:
    """Settings, contracts and words are made from them, so they may lean on nothing that is made from those."""
    ground = {"linkage.engine.dialect", "linkage.engine.quote", "linkage.relations", "linkage.words"}
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith("relations/")
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
        "linkage.statistics",
    }
    wrong = {
        f"linkage/{name} imports {imported}"
        for name, text in python_files("linkage")
        if name.startswith("statistics/tables/")
        for imported in imported_names(text)
        if under(imported, {"linkage"})
        and (not under(imported, ground) or under(imported, {"linkage.statistics.run"}))
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
    assert under("linkage.ranks.run", {"linkage.ranks"})
    assert not under("linkage.ranks_of", {"linkage.ranks"})
    assert (ROOT / "linkage").is_dir()
