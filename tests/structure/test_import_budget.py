"""What help and wrong words may load: told by the modules of a child process, which are the same on every machine."""

import json
import re
import subprocess
import sys

import pytest

from linkage.cli.program import app
from tests.structure.imports import ROOT, under

HEAVY = {
    "duckdb",
    "filelock",
    "gptables",
    "jinja2",
    "numpy",
    "pandas",
    "pyarrow",
    "pyspark",
    "rapidfuzz",
    "rich",
    "splink",
    "sqlglot",
    "synthetic",
}
"""Only a command that runs needs these. Not `pydantic`: typer reads the words of a command with it."""
LIGHT = {
    "linkage",
    "linkage.cli",
    "linkage.cli.endings",
    "linkage.cli.telling.failure",
    "linkage.cli.telling.log",
    "linkage.cli.main",
    "linkage.cli.options",
    "linkage.cli.program",
    "linkage.cli.release_acts.clock_ahead",
    "linkage.cli.release_acts.rollback",
    "linkage.cli.releases",
    "linkage.cli.releases_diff",
    "linkage.cli.release_acts",
    "linkage.cli.release_acts.sign_off",
    "linkage.cli.review",
    "linkage.cli.review.app",
    "linkage.cli.review.decide",
    "linkage.cli.review.export",
    "linkage.cli.review.importing",
    "linkage.cli.review.list_decisions",
    "linkage.cli.streams",
    "linkage.cli.telling",
    "linkage.cli.telling.typed",
    "linkage.session",
    "linkage.files.ending",
    "linkage.errors",
    "linkage.files",
    "linkage.session.finding",
    "linkage.session.log_lines",
}
"""What the program itself may load to read words, beside the file of each command."""
OF_OTHER_COMMANDS = {"gptables", "pandas", "pyarrow.dataset", "pyspark", "splink", "sqlglot"}
"""What the monthly run does without."""
PROGRAM = """
import json
import sys
from linkage.cli.main import exit_code

code = exit_code(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
WRONG_WORDS = [["rnu"], ["run"], ["run", "job.toml", "--mnth", "1"], ["synth", "world", "--people", "many"]]


def loaded(*arguments: str, code: int) -> set[str]:
    """The modules in memory after a command line that ended with `code`."""
    child = [sys.executable, "-c", PROGRAM, *arguments]
    ran = subprocess.run(child, capture_output=True, text=True, check=True, cwd=ROOT)
    ended, modules = json.loads(ran.stdout.splitlines()[-1])
    assert ended == code, ran.stderr
    return set(modules)


def over_budget(modules: set[str]) -> set[str]:
    """What of these is heavy, or the program's own and not needed to read words."""
    own = LIGHT | {f"linkage.cli.{command.name}" for command in app.registered_commands}
    return {name for name in modules if under(name, HEAVY) or (under(name, {"linkage"}) and name not in own)}


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["releases", "rollback", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Somebody looks up an option: no library of data, no step of the linkage."""
    assert not over_budget(loaded(*arguments, code=0))


@pytest.mark.parametrize("arguments", WRONG_WORDS)
def test_wrong_words_load_nothing_heavy(arguments: list[str]) -> None:
    """A slip of the pen is told at once."""
    assert not over_budget(loaded(*arguments, code=2))


def test_a_command_that_runs_is_over_the_budget() -> None:
    """So that the tests above would notice: even a job file that is not there is looked for by the real thing."""
    found = over_budget(loaded("check", "nowhere.toml", code=2))

    assert {"duckdb", "linkage.config.load"} <= found


def test_importing_the_library_loads_none_of_it() -> None:
    """`import linkage` is light; `linkage.open_release` is fetched when it is asked for."""
    asks = "import json, sys, linkage; before = sorted(sys.modules); linkage.open_release"
    child = [sys.executable, "-c", f"{asks}; print(json.dumps([before, sorted(sys.modules)]))"]
    ran = subprocess.run(child, capture_output=True, text=True, check=True, cwd=ROOT)
    before, after = map(set, json.loads(ran.stdout))

    assert not over_budget(before)
    assert {"duckdb", "linkage.reading.opened_release"} <= over_budget(after)


@pytest.mark.parametrize("room", ["relations", "rank_tests", "gates", "layouts"])
def test_what_settings_are_made_from_loads_nothing_heavy(room: str) -> None:
    """Whoever reads settings or contracts reads them too."""
    asks = f"import json, sys, linkage.{room}.every; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(json.loads(ran.stdout))

    assert not {name for name in modules if under(name, HEAVY | {"pydantic"})}
    assert not {name for name in modules if under(name, {"linkage.config", "linkage.tables"})}


def test_a_run_loads_no_library_of_other_commands() -> None:
    """Splink learns, pandas hands out data frames: to load them takes longer than a small run's own statements."""
    asks = "import linkage.commands.run.monthly_run, linkage.cli.pages.run_result"
    child = [sys.executable, "-c", f"{asks}, json, sys; print(json.dumps(sorted(sys.modules)))"]
    ran = subprocess.run(child, capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(json.loads(ran.stdout))

    assert {"duckdb", "linkage.strike.only"} <= modules
    assert not {name for name in modules if under(name, OF_OTHER_COMMANDS)}


def test_nothing_of_a_run_reads_by_what_loads_pandas() -> None:
    """Arrow's data sets do, and so does pyarrow's `read_table`; who hands out data sets asks for them where it does."""
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "linkage").rglob("*.py")
        if re.search(
            r"pq\.read_table|^import pyarrow\.dataset|^from pyarrow(\.| import )dataset",
            path.read_text(),
            re.MULTILINE,
        )
    }

    assert not found
