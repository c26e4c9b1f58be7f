"""A log for who is not at a terminal: one entry a line, as text or JSON, on stderr, in a file, or both."""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.cli.telling import log as book
from linkage.errors import ConfigError, InputError
from linkage.session.log_lines import Form, Log, Outlet
from linkage.session.logged import Logged
from linkage.session.progress import Silent
from tests.cli.screen import Screen
from tests.safety.small_job import MONTH, small_job
from tests.told import words

SENTINEL = "9990000018"


class Watch:
    """A clock that goes on by a second and a half whenever it is read."""

    def __init__(self) -> None:
        """At half past eleven at night, an hour east of Greenwich."""
        self.seconds = 0.0

    def elapsed(self) -> float:
        """Seconds since the beginning."""
        self.seconds += 1.5
        return self.seconds

    def now(self) -> datetime:
        """The time of day there."""
        zone = timezone(timedelta(hours=1))
        return datetime(2026, 11, 26, 23, 15, 28, tzinfo=zone) + timedelta(seconds=int(self.seconds))


def night(form: Form) -> list[str]:
    """The lines of a night on which something is told, a step ends and another fails."""
    written, watch = list[str](), Watch()
    log = Log("run", watch.now, watch.elapsed, [Outlet(written.append, form)])
    log.tell("info", "begun", version="0.1.0")
    log.name("0007-20261126T221528Z")
    progress = Logged(Silent(), log, watch.elapsed)
    with progress.step("inputs") as step:
        step.rows(2_031_544)
    with pytest.raises(InputError), progress.step("rank P"):
        raise InputError
    log.tell("warning", "message", message='did/x.csv: "odd"; look at it')
    log.tell("error", "message", message="job.toml has 2 problems:\n  job.toml:3: one\n  job.toml:4: two")
    log.tell("info", "ended", code=3, seconds=log.took())
    return "".join(written).splitlines()


def test_a_night_as_text() -> None:
    """Time in UTC, run, level, event and its facts; a message of three lines is three whole lines."""
    assert night("text") == [
        "2026-11-26T22:15:29Z run=run-20261126T221528Z info: begun version=0.1.0",
        "2026-11-26T22:15:31Z run=0007-20261126T221528Z info: step_begun step=inputs",
        "2026-11-26T22:15:32Z run=0007-20261126T221528Z info: step_ended step=inputs rows=2031544 seconds=1.5",
        '2026-11-26T22:15:34Z run=0007-20261126T221528Z info: step_begun step="rank P"',
        '2026-11-26T22:15:35Z run=0007-20261126T221528Z info: step_failed step="rank P" rows=0 seconds=1.5',
        '2026-11-26T22:15:35Z run=0007-20261126T221528Z warning: did/x.csv: "odd"; look at it',
        "2026-11-26T22:15:35Z run=0007-20261126T221528Z error: job.toml has 2 problems:",
        "2026-11-26T22:15:35Z run=0007-20261126T221528Z error:   job.toml:3: one",
        "2026-11-26T22:15:35Z run=0007-20261126T221528Z error:   job.toml:4: two",
        "2026-11-26T22:15:37Z run=0007-20261126T221528Z info: ended code=3 seconds=7.5",
    ]


def test_a_night_as_json() -> None:
    """The same, an object a line; numbers are numbers and a message is one text."""
    told = [json.loads(line) for line in night("json")]
    head = {"run_id": "0007-20261126T221528Z", "command": "run"}

    assert len(told) == 8
    assert told[2] == {
        **head,
        "time": "2026-11-26T22:15:32Z",
        "level": "info",
        "event": "step_ended",
        "step": "inputs",
        "rows": 2_031_544,
        "seconds": 1.5,
    }
    assert told[6] == {
        **head,
        "time": "2026-11-26T22:15:35Z",
        "level": "error",
        "event": "message",
        "message": "job.toml has 2 problems:\n  job.toml:3: one\n  job.toml:4: two",
    }


def test_no_line_can_be_forged() -> None:
    """A name with a line break or an unseen character in it begins no line of its own."""
    written, watch = list[str](), Watch()
    log = Log("run", watch.now, watch.elapsed, [Outlet(written.append)])
    log.tell("info", "step_begun", step='a\n2026-11-26T22:15:29Z run=x error: b="c"')
    log.tell("warning", "message", message="a\n2026-11-26T22:15:29Z run=x error: b\x1b[2J\rc")

    lines = "".join(written).splitlines()
    assert all(line.startswith("2026-11-26T22:15:") and "run=run-2026" in line for line in lines)
    assert "\x1b" not in "".join(written) and "\r" not in "".join(written)


def asked(file: Path, form: Form = "text") -> Callable[[], Log]:
    """The log of a command that adds to `file`."""
    watch = Watch()
    return lambda: book.begin(book.Asked("run", form, file), watch.now, watch.elapsed, quiet=False)


def test_a_file_is_added_to_and_is_its_owners_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0600 when it is new; the night before stays in it. The lines are those of stderr."""
    file = tmp_path / "linkage.log"
    begin = asked(file)
    for _ in range(2):
        begin()
        book.ended(0)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [line.split()[3] for line in file.read_text("utf-8").splitlines()] == ["begun", "ended"] * 2
    assert capsys.readouterr().err == file.read_text("utf-8")


def test_a_file_that_cannot_be_added_to_is_told_before_anything_is_done(tmp_path: Path) -> None:
    """A link, a folder, a folder that is not there: exit code 2."""
    (tmp_path / "link").symlink_to(tmp_path / "other")
    for name in ("link", ".", "nowhere/linkage.log"):
        with pytest.raises(ConfigError, match="--log-file"):
            asked(tmp_path / name)()
    assert not (tmp_path / "other").exists()


def test_a_full_disk_ends_the_log_and_not_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Said once."""
    log = asked(tmp_path / "linkage.log")()
    capsys.readouterr()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    log.tell("info", "step_begun", step="a")
    log.tell("info", "step_begun", step="b")
    book.forget()
    assert capsys.readouterr().err.count("the log file takes no more lines (No space left on device)") == 1


def test_at_a_terminal_the_words_stay_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file has the lines; the screen is that of a person."""
    file = tmp_path / "linkage.log"
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    asked(file)()
    book.told("warning", "look at it")
    book.told("error", "error: it failed")
    book.ended(3)

    assert screen.getvalue() == "warning: look at it\nerror: it failed\n"
    assert [line.partition("Z ")[2] for line in file.read_text("utf-8").splitlines()] == [
        "run=run-20261126T221528Z info: begun version=0.1.0",
        "run=run-20261126T221528Z warning: look at it",
        "run=run-20261126T221528Z error: it failed",
        "run=run-20261126T221528Z info: ended code=3 seconds=1.5",
    ]
    assert capsys.readouterr().out == ""


def entries(file: Path) -> list[dict[str, object]]:
    """What a file of JSON lines holds."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_run_from_beginning_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every step of the manifest with its rows, under the run id of the manifest; no value of a row."""
    job, file = small_job(tmp_path / "job"), tmp_path / "log.jsonl"
    with (job.parent / "did" / "DID_2019-11.csv").open("a", encoding="utf-8") as opened:
        opened.write(f"broken,{SENTINEL}\n")
    log = ["--log-file", str(file), "--log-format", "json"]
    assert exit_code(["run", str(job), "--month", MONTH, *log]) == 0
    manifest = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))

    told = entries(file)
    assert [one["event"] for one in (told[0], *told[-2:])] == ["begun", "published", "ended"]
    ended = {str(one["step"]): one["rows"] for one in told if one["event"] == "step_ended"}
    assert ended == {stage["name"]: max(stage["rows_in"], stage["rows_out"]) for stage in manifest["stages"]}
    assert {one["run_id"] for one in told[1:]} == {manifest["run_id"]}
    assert str(told[0]["run_id"]).partition("-")[2] == manifest["run_id"].partition("-")[2]
    assert (told[-2]["release"], told[-2]["month"], told[-1]["code"]) == ("0001", MONTH, 0)
    out, err = capsys.readouterr()
    assert err == file.read_text("utf-8")
    assert SENTINEL not in err + out and "broken" not in err + out


def test_the_quiet_hear_of_warnings_and_errors_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file, which was asked for, has everything."""
    job, file = small_job(tmp_path / "job"), tmp_path / "linkage.log"
    (job.parent / "did" / "DID_2019-11.csv").write_text("a,b\n", "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet", "--log-file", str(file)]) == 3

    err = capsys.readouterr().err
    assert " info: " not in err and err.count("\n") == 1
    assert words(err).startswith("error: did/DID_2019-11.csv: ")
    assert [line.split()[2:4] for line in file.read_text("utf-8").splitlines()] == [
        ["info:", "begun"],
        ["info:", "step_begun"],
        ["info:", "step_failed"],
        ["error:", "did/DID_2019-11.csv:"],
        ["info:", "ended"],
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["plan", "--month", MONTH],
        ["train"],
        ["run", "--month", MONTH],
        ["report"],
        ["evaluate", "--truth", "t.csv"],
        ["releases", "verify"],
        ["releases", "rollback", "1", "--reason", "why"],
    ],
    ids=lambda words: " ".join(words[:2]) if words[0] == "releases" else words[0],
)
def test_every_long_command_keeps_one(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a job file that is not there to the exit code."""
    monkeypatch.chdir(tmp_path)
    words_of = 2 if command[0] == "releases" else 1
    line = [
        *command[:words_of],
        "nowhere.toml",
        *command[words_of:],
        "--log-file",
        "l",
        "--log-format",
        "json",
    ]
    assert exit_code(line) == 2

    told = entries(tmp_path / "l")
    assert [one["event"] for one in told] == ["begun", "message", "ended"]
    assert {one["command"] for one in told} == {" ".join(command[:words_of])}
    assert (told[1]["level"], told[2]["code"]) == ("error", 2)
    assert "nowhere.toml: there is no such file" in str(told[1]["message"])
    assert capsys.readouterr().err == (tmp_path / "l").read_text("utf-8")


def test_the_clock_is_that_of_the_machine(tmp_path: Path) -> None:
    """In UTC, whatever the zone."""
    before = datetime.now(UTC).replace(microsecond=0)
    exit_code(["check", str(tmp_path / "nowhere.toml"), "--log-file", str(tmp_path / "l")])
    stamp = datetime.fromisoformat((tmp_path / "l").read_text("utf-8").split()[0])

    assert before <= stamp <= datetime.now(UTC)
