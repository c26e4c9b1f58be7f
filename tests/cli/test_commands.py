"""Every command: help with an example, JSON on stdout, messages on stderr, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linkage import __version__
from linkage.cli.main import EXIT_CODES, app, exit_code
from linkage.errors import LinkageError

COMMANDS = (
    "init",
    "inspect",
    "lookup",
    "check",
    "plan",
    "train",
    "run",
    "report",
    "site",
    "sensitivity",
    "evaluate",
    "explain",
    "doctor",
    "gc",
    "synth",
    "demo",
)
RELEASES = ("list", "show", "diff", "verify", "rollback", "clock-ahead", "approve", "refuse", "withdraw")
REVIEW = ("export", "import", "decide", "list")


def test_every_command_is_listed_here() -> None:
    """A new command needs a line in this file, and so a help text with an example."""
    assert {command.name for command in app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize(
    "command",
    [
        *((name,) for name in COMMANDS),
        *(("releases", name) for name in RELEASES),
        *(("review", name) for name in REVIEW),
    ],
)
def test_every_command_has_help_with_an_example(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """`linkage X --help` shows how X is typed."""
    assert exit_code([*command, "--help"]) == 0
    assert f"Example: linkage {' '.join(command)}" in " ".join(capsys.readouterr().out.split())


def test_exit_codes_are_documented_and_distinct() -> None:
    """Every error class has its own code, and the help names it."""
    classes = LinkageError.__subclasses__()
    codes = [kind.exit_code for kind in classes]

    assert len(codes) == len(set(codes)) == 7
    assert all(f" {code} " in " ".join(EXIT_CODES.split()) for code in codes)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["run"],
        ["run", "job.toml", "--month", "2019-13"],
        ["run", "job.toml", "--month", "November"],
        ["check", "nowhere.toml"],
        ["synth", "world", "--people", "3"],
    ],
)
def test_usage_errors_are_exit_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong words never leave anything behind, and say what to write instead."""
    monkeypatch.chdir(tmp_path)

    assert exit_code(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err
    assert list(tmp_path.iterdir()) == []


def test_init_writes_a_job_that_check_understands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The job file is whole; only the data are missing, and the message says so."""
    assert exit_code(["init", str(tmp_path / "november")]) == 0
    assert exit_code(["check", str(tmp_path / "november" / "job.toml")]) == 3
    assert "did.paths: no file matches" in capsys.readouterr().err
    assert exit_code(["init", str(tmp_path / "november")]) == 2


def test_check_gives_the_schema_of_a_job_file(capsys: pytest.CaptureFixture[str]) -> None:
    """For an editor's completion."""
    assert exit_code(["check", "--schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)["required"]) == {"job", "did", "hes"}


def test_an_unexpected_error_shows_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and the kind of error; never its text, which may quote the data."""

    def fails(*_: object, **__: object) -> None:
        raise ValueError("999 000 0018 is not a number")

    monkeypatch.setattr("linkage.cli.asked.world.make_world", fails)

    assert exit_code(["synth", str(tmp_path / "world")]) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "999" not in told


def test_the_installed_program_runs() -> None:
    """As a scheduler starts it."""
    ran = subprocess.run(
        [sys.executable, "-m", "linkage.cli.main", "--help"], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0
    assert "Exit codes" in ran.stdout


@pytest.mark.parametrize("command", [(), ("run",), ("releases",), ("releases", "verify")])
def test_h_is_help(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Before and after a command, of a group too."""
    assert exit_code([*command, "--help"]) == 0
    told = capsys.readouterr().out
    assert exit_code([*command, "-h"]) == 0
    assert capsys.readouterr().out == told
    assert told.startswith(" ".join(("Usage: linkage", *command)))


def test_the_version_is_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """A word and a number."""
    assert exit_code(["--version"]) == 0
    assert capsys.readouterr().out == f"linkage {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("linkage rel", {"releases"}),
        ("linkage releases ver", {"verify"}),
        ("linkage run --log-fo", {"--log-format"}),
    ],
)
def test_a_shell_completes_words(typed: str, completed: set[str]) -> None:
    """As the script of `--show-completion` asks for them."""
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_LINKAGE_COMPLETE": "complete_bash"}
    ran = subprocess.run(
        [sys.executable, "-m", "linkage.cli.main"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | asked,
    )
    assert set(ran.stdout.split()) == completed
