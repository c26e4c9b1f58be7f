"""`linkage doctor`: what the machine and a job lack, before a run finds out."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from linkage.cli.main import exit_code
from tests.acceptance.conftest import tree


def diagnosed(job: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, tuple[str, str]]:
    """State and text of each finding, by name."""
    capsys.readouterr()
    assert exit_code(["doctor", str(job), "--json"]) == code
    return {found["name"]: (found["state"], found["told"]) for found in json.loads(capsys.readouterr().out)}


def test_the_machine_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "Python" in told and "locked down" in told
    assert "problem" not in told


def test_a_published_job_has_no_problem_and_is_left_as_it_was(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(own.parent)
    found = diagnosed(own, capsys)

    assert tree(own.parent) == before
    assert "problem" not in {state for state, _ in found.values()}
    assert found["current release"][1].startswith("0001, months 2019-11")
    assert found["hard links"][0] == "ok"


def lose_model(job: Path) -> None:
    """No model."""
    (job.parent / "models" / "hes_did.json").unlink()


def lose_data(job: Path) -> None:
    """No imaging files."""
    shutil.rmtree(job.parent / "did")


def lose_key(job: Path) -> None:
    """Releases, and no key."""
    (job.parent / "out" / "state" / "pseudonym.key").unlink()


def lose_file(job: Path) -> None:
    """A release that is not whole."""
    (job.parent / "out" / "releases" / "0001" / "data_dictionary.csv").unlink()


def open_to_all(job: Path) -> None:
    """A word in the job file that means nothing."""
    job.write_text(job.read_text() + "\n[nonsense]\n")


@pytest.mark.parametrize(
    ("spoil", "name", "code", "told"),
    [
        (lose_model, "model", 2, "linkage train"),
        (lose_data, "inputs", 3, "did.paths: no file matches"),
        (lose_key, "pseudonym key", 2, "restore it from a backup"),
        (lose_file, "current release", 7, "restore it from a backup"),
        (open_to_all, "job file", 2, "nonsense"),
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
    spoil(own)
    state, text = diagnosed(own, capsys, code)[name]

    assert state == "problem"
    assert told in text


def test_a_disk_that_is_too_small(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkage.diagnosis.free_disk", lambda _: 1000)

    assert diagnosed(own, capsys, 6)["disk"][0] == "problem"


def test_a_run_at_work_and_what_an_interrupted_one_left(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own.parent / "out" / "work" / "tables.duckdb").write_text("half")
    with FileLock(own.parent / "out" / "state" / "lock"):
        found = diagnosed(own, capsys)

    assert "another run is at work" in found["lock"][1]
    assert found["work folder"][0] == "warning"
