"""--json prints one object whatever happens: every command, every exit code, wrong words too."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.cli.releases import app as releases
from linkage.cli.telling.failure import KINDS, NEXT, USAGE, asks_json, failure_text, problems_in
from linkage.errors import (
    ChangedError,
    ConfigError,
    GateError,
    InputError,
    IntegrityError,
    LinkageError,
    LockedError,
    NoEventError,
    Problem,
    ResourceError,
)
from tests.cli.test_commands import COMMANDS, RELEASES
from tests.safety.small_job import small_job

WORDS = {
    "plan": ["--month", "2019-11"],
    "run": ["--month", "2019-11"],
    "sensitivity": ["--month", "2019-11"],
    "evaluate": ["--truth", "truth.csv"],
    "explain": ["EVENT"],
    "releases diff": ["1", "2"],
    "releases rollback": ["1", "--reason", "why"],
    "releases clock-ahead": ["--reason", "why"],
    "releases approve": ["1", "--by", "A. B.", "--note", "fit"],
    "releases refuse": ["1", "--by", "A. B.", "--note", "half is missing"],
    "releases withdraw": ["1", "--by", "A. B.", "--note", "sent again"],
}
ALL = (*COMMANDS, *(f"releases {name}" for name in RELEASES))
OF_A_JOB = [name for name in ALL if name not in ("init", "inspect", "lookup", "synth", "demo")]


def failed(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The one object of a command that fails; the words are on stderr all the same."""
    capsys.readouterr()
    assert exit_code([*arguments, "--json"]) == code
    out, err = capsys.readouterr()
    assert err or arguments[0] == "doctor"
    assert out.count("\n") == 1
    error: dict[str, object] = json.loads(out)["error"]
    assert list(error) == ["code", "kind", "message", "problems", "next"]
    assert error["code"] == code and error["message"] and error["next"]
    problems = error["problems"]
    assert isinstance(problems, list) and problems
    assert all(list(problem) == ["what", "where", "next"] and problem["what"] for problem in problems)
    return error


def test_every_command_is_tried() -> None:
    """A new one needs no line here but in test_commands; one of a group needs one."""
    of_group = {f"releases {command.name}" for command in releases.registered_commands}
    assert of_group == {name for name in ALL if name.startswith("releases ")}


@pytest.mark.parametrize("name", OF_A_JOB)
def test_a_job_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """ConfigError with the file by name."""
    monkeypatch.chdir(tmp_path)
    error = failed([*name.split(), "nowhere.toml", *WORDS.get(name, [])], 2, capsys)

    assert error["kind"] == "ConfigError"
    assert "nowhere.toml" in str(error["message"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ALL)
def test_wrong_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """UsageError; what was wrong is in the message."""
    error = failed([*name.split(), "--nonsense", "x"], 2, capsys)

    assert error["kind"] == USAGE
    assert "--nonsense" in str(error["message"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "nonsense"),
        (["run", "job.toml"], "--month"),
        (["run", "job.toml", "--month", "2019-13"], "YYYY-MM"),
        (["run", "job.toml", "--month", "2019-11", "--log-format", "xml"], "--log-format"),
        (["run", "job.toml", "--month", "2019-11", "--wait", "-1"], "--wait"),
    ],
)
def test_more_wrong_words(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever finds them."""
    assert told in str(failed(arguments, 2, capsys)["message"])


@pytest.mark.parametrize(
    ("problem", "code", "kind"),
    [
        (LinkageError("a; b"), 1, "LinkageError"),
        (ConfigError("a; b"), 2, "ConfigError"),
        (InputError("a; b"), 3, "InputError"),
        (NoEventError("a; b"), 3, "InputError"),
        (GateError("a; b"), 4, "GateError"),
        (LockedError("a; b"), 5, "LockedError"),
        (ResourceError("a; b"), 6, "ResourceError"),
        (IntegrityError("a; b"), 7, "IntegrityError"),
        (ChangedError("a; b"), 8, "ChangedError"),
        (MemoryError("9990000018"), 6, "ResourceError"),
        (OSError(36, "9990000018"), 2, "ConfigError"),
        (KeyError("9990000018"), 1, "LinkageError"),
        (KeyboardInterrupt(), 130, "Interrupted"),
    ],
)
def test_every_ending(
    problem: BaseException,
    code: int,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The kind that the exit code stands for; the message is that of stderr, without a value."""

    def ends(*_: object) -> None:
        raise problem

    monkeypatch.setattr("linkage.cli.asked.world.make_world", ends)
    error = failed(["synth", str(tmp_path / "world")], code, capsys)

    assert (error["kind"], error["next"]) == (kind, NEXT[kind])
    assert "9990000018" not in json.dumps(error)


def test_every_problem_of_a_job_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What, where (file and line) and what next, each by itself."""
    job = small_job(tmp_path, "[duckdb]\nthreads = 0\nmemory_limits = 1\n")
    for command in (["check", str(job)], ["run", str(job), "--month", "2019-11"]):
        problems = failed(command, 2, capsys)["problems"]
        assert isinstance(problems, list)
        assert [(one["where"], one["what"].partition(":")[0]) for one in problems] == [
            ("job.toml:16", "duckdb.threads"),
            ("job.toml:17", "duckdb.memory_limits"),
        ]
        assert problems[1]["next"].startswith("did you mean memory_limit?")


@pytest.mark.parametrize(
    ("message", "problems"),
    [
        ("a job; do this", [Problem("a job", None, "do this")]),
        ("did/x y.csv: no rows; ask again", [Problem("did/x y.csv: no rows", None, "ask again")]),
        ("did/x.csv: no rows; ask again", [Problem("no rows", "did/x.csv", "ask again")]),
        ("nothing to say", [Problem("nothing to say")]),
        (
            "job.toml: 2 problems:\n  job.toml has 1 problem:\n    job.toml:3: a.b: is missing; add it\n  c: d\nlast",
            [Problem("a.b: is missing", "job.toml:3", "add it"), Problem("c: d")],
        ),
    ],
)
def test_a_message_taken_apart(message: str, problems: list[Problem]) -> None:
    """By the form that messages of this program have."""
    assert list(problems_in(message)) == problems


def test_gates_say_what_to_accept() -> None:
    """Each gate that refuses is a problem, and its `next` the words to type."""
    refused = GateError(
        "x", problems=[Problem("it fell", "volume_drop", "--accept volume_drop --reason TEXT")]
    )
    told = json.loads(failure_text(4, "error: x", problems=refused.problems))["error"]

    assert told["problems"] == [
        {"what": "it fell", "where": "volume_drop", "next": "--accept volume_drop --reason TEXT"}
    ]


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("run --json", True),
        ("--json run", True),
        ("run -- --json", False),
        ("run --jsonx", False),
        ("run", False),
    ],
)
def test_who_asks(line: str, asks: bool) -> None:
    """By the words, right or wrong: whoever gets no further than those is answered too."""
    assert asks_json(line.split()) == asks


def test_every_kind_has_a_way_on() -> None:
    """And no way on is nobody's."""
    assert set(NEXT) == {*KINDS.values(), USAGE}


def test_a_success_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object then too, without an error in it."""
    assert exit_code(["check", str(small_job(tmp_path)), "--json"]) == 0
    assert "error" not in json.loads(capsys.readouterr().out)
