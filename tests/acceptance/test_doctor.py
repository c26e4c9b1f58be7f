"""`linkage doctor`: what the machine and a job lack, before a run finds out."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from filelock import FileLock

from linkage.cli.main import exit_code
from linkage.cli.surroundings import surroundings
from linkage.commands.doctor.checks import clock, libraries, python_version
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import IntegrityError
from linkage.release import journal
from tests.acceptance.conftest import tree

MACHINE = ["Python", "libraries", "database", "clock", "memory", "temporary files"]
JOB = [
    "job file",
    "rules",
    "lists",
    "inputs",
    "model",
    "output folder",
    "other folders",
    "hard links",
    "locks",
]
OUTPUT = ["room", "lock", "current release", "pseudonym key", "leftovers"]


def diagnosed(
    job: Path | None, capsys: pytest.CaptureFixture[str], code: int = 0
) -> dict[str, tuple[str, str]]:
    """State and text of each finding, by name."""
    capsys.readouterr()
    assert exit_code(["doctor", *([str(job)] if job else []), "--json"]) == code
    result = json.loads(capsys.readouterr().out)
    found = result["findings"] if code else result
    assert (code != 0) == (isinstance(result, dict) and result["error"]["code"] == code)
    assert {tuple(finding) for finding in found} == {("name", "state", "told", "exit_code")}
    assert all((finding["exit_code"] != 0) == (finding["state"] == "problem") for finding in found)
    return {finding["name"]: (finding["state"], finding["told"]) for finding in found}


def test_the_machine_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a job: interpreter, libraries, database, clock, memory, temporary files."""
    assert exit_code(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "locked down" in told and "at their pinned versions" in told and "\n0 problems, " in told
    assert list(diagnosed(None, capsys)) == MACHINE


def test_a_published_job_has_no_problem_and_is_left_as_it_was(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every look, and not a byte or a folder more than before."""
    before, folders = tree(own.parent), sorted(own.parent.rglob("*"))
    found = diagnosed(own, capsys)

    assert (tree(own.parent), sorted(own.parent.rglob("*"))) == (before, folders)
    assert list(found) == [*MACHINE, *JOB, *OUTPUT]
    assert "problem" not in {state for state, _ in found.values()}
    assert found["current release"][1].startswith("0001, months 2019-11")
    assert found["hard links"][0] == found["locks"][0] == "ok"


def test_a_new_job_has_no_problem_and_no_folder_is_made(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the first training: what is yet to come is no problem."""
    shutil.rmtree(own.parent / "out")
    (own.parent / "models" / "hes_did.json").unlink()
    found = diagnosed(own, capsys)

    assert not (own.parent / "out").exists()
    assert found["model"][0] == "warning" and "linkage train" in found["model"][1]
    assert found["output folder"][1].endswith("will be made")
    assert found["pseudonym key"] == ("ok", "will be made by the first run")
    assert found["current release"] == ("ok", "none yet")


def edit_model(job: Path) -> None:
    """Not as it was trained."""
    file = job.parent / "models" / "hes_did.json"
    file.write_text(file.read_text().replace('"right": 0', '"right": 1e-3, "x": 0'))


def lose_data(job: Path) -> None:
    """No imaging files."""
    shutil.rmtree(job.parent / "did")


def another_shape(job: Path) -> None:
    """Not the layout that the job says."""
    min((job.parent / "hes").glob("HES_OP*")).write_text("A|B|C\n1|2|3\n")


def lose_key(job: Path) -> None:
    """Releases, and no key."""
    (job.parent / "out" / "state" / "pseudonym.key").unlink()


def show_key(job: Path) -> None:
    """Anybody may read the key."""
    (job.parent / "out" / "state" / "pseudonym.key").chmod(0o644)


def another_key(job: Path) -> None:
    """Not the key of the releases."""
    (job.parent / "out" / "state" / "pseudonym.key").write_bytes(bytes(range(32)))


def lose_file(job: Path) -> None:
    """A release that is not whole."""
    (job.parent / "out" / "releases" / "0001" / "data_dictionary.csv").unlink()


def lose_link(job: Path) -> None:
    """Releases, and none is shown."""
    (job.parent / "out" / "current").unlink()


def lead_astray(job: Path) -> None:
    """The link to the current release leads elsewhere."""
    (job.parent / "out" / "current").unlink()
    (job.parent / "out" / "current").symlink_to("work")


def another_text(job: Path) -> None:
    """The link says one release and the text another."""
    (job.parent / "out" / "current.txt").write_text("releases/0009\n")


def open_to_all(job: Path) -> None:
    """Anybody may write to the output folder."""
    (job.parent / "out").chmod(0o777)


def no_folder(job: Path) -> None:
    """The output folder would lie in a file."""
    job.write_text(job.read_text().replace('output = "out"', 'output = "world.json/out"'))


def write_nonsense(job: Path) -> None:
    """A word in the job file that means nothing."""
    job.write_text(job.read_text() + "\n[nonsense]\n")


@pytest.mark.parametrize(
    ("spoil", "name", "code", "told"),
    [
        (edit_model, "model", 2, "linkage train"),
        (lose_data, "inputs", 3, "did.paths: no file matches"),
        (another_shape, "inputs", 3, "HES_OP"),
        (lose_key, "pseudonym key", 2, "restore it from a backup"),
        (show_key, "pseudonym key", 2, "chmod 600"),
        (another_key, "pseudonym key", 2, "put the earlier key back"),
        (lose_file, "current release", 7, "data_dictionary.csv is missing"),
        (lose_link, "current release", 7, "current is missing"),
        (lead_astray, "current release", 7, "does not lead to a release"),
        (another_text, "current release", 7, "current.txt does not name the release"),
        (open_to_all, "output folder", 2, "chmod o-w"),
        (no_folder, "output folder", 6, "is no folder"),
        (write_nonsense, "job file", 2, "nonsense"),
    ],
)
def test_each_problem_is_told_with_the_code_a_run_would_end_with(
    own: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
    name: str,
    code: int,
    told: str,
) -> None:
    """And no other problem comes before it."""
    spoil(own)
    found = diagnosed(own, capsys, code)

    assert next(name for name, (state, _) in found.items() if state == "problem") == name
    assert told in found[name][1]


def test_too_little_disk_is_a_problem_and_too_little_memory_is_not(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With little memory a run spills; without disk it fails."""
    monkeypatch.setattr("linkage.session.footprint.free_memory", lambda: 1000)
    assert diagnosed(own, capsys)["room"][0] == "warning"
    monkeypatch.setattr("linkage.session.footprint.free_disk", lambda _: 1000)
    assert diagnosed(own, capsys, 6)["room"][0] == "problem"


def test_a_folder_that_refuses(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found out by writing, since modes do not tell of a full or read-only disk."""

    def refuses(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuses)
    found = diagnosed(own, capsys, 6)

    assert found["output folder"][0] == found["temporary files"][0] == "problem"
    assert "Read-only file system" in found["output folder"][1]


def test_a_disk_without_hard_links_is_worth_knowing(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases are copied then."""

    def refuses(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuses)
    state, told = diagnosed(own, capsys)["hard links"]

    assert state == "warning" and "full copy" in told


def test_locks_that_do_not_hold_are_a_problem(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some network shares: every lock is given, to whoever asks."""
    monkeypatch.setattr("filelock._unix.lock_fd_nonblocking", lambda _: True)

    assert diagnosed(own, capsys, 6)["locks"][0] == "problem"


def test_a_run_at_work_is_no_problem(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what it is writing is not taken for a leftover."""
    (own.parent / "out" / "work" / "tables.duckdb").write_text("half")
    with FileLock(own.parent / "out" / "state" / "lock"):
        found = diagnosed(own, capsys)

    assert found["lock"][0] == "warning" and "another run is at work" in found["lock"][1]
    assert found["leftovers"][0] == "ok"


def test_what_an_interrupted_run_left_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its working tables, and a release that was never shown."""
    out = own.parent / "out"
    (out / "work" / "tables.duckdb").write_text("half")
    (out / "releases" / "0002").mkdir()
    journal.append(out / "state" / "journal.jsonl", journal.STARTED, "0002")
    state, told = diagnosed(own, capsys)["leftovers"]

    assert state == "warning" and "work" in told and "unfinished release 0002" in told


def test_a_wrong_clock_is_told(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the program was made, or before the current release."""
    early = replace(surroundings(), now=lambda: datetime(2026, 1, 2, tzinfo=UTC))
    monkeypatch.setattr("linkage.cli.surroundings.surroundings", lambda **_: early)
    assert "after now" in diagnosed(own, capsys)["current release"][1]
    assert exit_code(["releases", "clock-ahead", str(own), "--reason", "a day ahead"]) == 0
    assert "release 0001 was finished" in capsys.readouterr().out
    assert diagnosed(own, capsys)["current release"][0] == "ok"
    assert exit_code(["releases", "show", str(own)]) == 0
    assert "finished by a clock that was ahead: a day ahead" in capsys.readouterr().out

    monkeypatch.setattr(clock, "FIRST_DAY", datetime(2998, 1, 1, tzinfo=UTC))
    assert diagnosed(own, capsys)["clock"][0] == "warning"


@pytest.mark.parametrize(
    ("found", "state", "code", "told"),
    [
        ("1.0.0", "warning", 0, "duckdb 1.0.0 instead of "),
        (None, "problem", 2, "not installed: duckdb"),
    ],
)
def test_another_library_is_told(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    found: str | None,
    state: str,
    code: int,
    told: str,
) -> None:
    """With its version and the one that was tested."""

    def version(name: str) -> str:
        if name != "duckdb":
            return libraries.pins()[name]
        if found is None:
            raise PackageNotFoundError(name)
        return found

    monkeypatch.setattr(libraries, "version", version)

    assert diagnosed(None, capsys, code)["libraries"][0] == state
    assert told in diagnosed(None, capsys, code)["libraries"][1]


def test_the_pins_are_read_from_an_installed_program_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As packaged: the extras, which come with a marker, are not asked for."""

    class Distribution:
        requires = ("duckdb==2.0.0", 'pandas==3.1.1; extra == "report"')

    monkeypatch.setattr(libraries, "distribution", lambda _: Distribution())

    assert libraries.pins() == {"duckdb": "2.0.0"}


def test_an_old_python_is_a_problem(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lowest version is the one of the package."""
    monkeypatch.setattr(python_version, "LEAST_PYTHON", (4, 0))

    assert diagnosed(None, capsys, 2)["Python"][0] == "problem"


def test_a_database_that_is_not_locked_down_is_a_problem(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could be made to read, or send, what it should not."""
    monkeypatch.setattr(DuckDBEngine, "scalar", lambda *_: 1)

    state, told = diagnosed(None, capsys, IntegrityError.exit_code)["database"]
    assert state == "problem" and "reads outside its folders" in told
