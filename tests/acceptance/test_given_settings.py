"""Settings of the command line, folders and variables, as a user types them."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release.record.manifest import Manifest, read_manifest
from tests.safety.small_job import MONTH, small_job

pytestmark = pytest.mark.slow


def manifest(job: Path, number: str) -> Manifest:
    """The manifest of a release."""
    return read_manifest(job.parent / "out" / "releases" / number / "manifest.json")


def test_a_month_made_with_a_setting_counts_as_made_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Again with it there is nothing to do; without it the month would come out differently; the keys are told."""
    job = small_job(tmp_path / "job")
    window = ["--set", "pathways.pre_admission_days=90"]
    run = ["run", str(job.parent), "--month", MONTH, "--quiet"]

    assert exit_code([*run, *window]) == 0
    assert exit_code([*run, *window]) == 0
    assert sorted(path.name for path in (job.parent / "out" / "releases").iterdir()) == ["0001"]
    assert exit_code(run) == 8
    assert exit_code([*run, "--restate"]) == 0
    assert manifest(job, "0001").settings_given == ("pathways.pre_admission_days",)
    assert manifest(job, "0002").settings_given == ()
    assert "90" not in json.dumps(manifest(job, "0001").settings_given)
    capsys.readouterr()


def test_every_command_takes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder, a variable and a setting; what is wrong with one is told and ends in 2."""
    job = small_job(tmp_path / "job")
    monkeypatch.setenv("ELSEWHERE", str(tmp_path / "published"))
    out = ["--set", "job.output=${ELSEWHERE}"]

    assert exit_code(["check", str(job.parent), *out]) == 0
    assert exit_code(["plan", str(job.parent), "--month", MONTH, "--quiet", *out]) == 0
    assert exit_code(["run", str(job.parent), "--month", MONTH, "--quiet", *out]) == 0
    for words in (
        ["releases", "list"],
        ["releases", "show"],
        ["releases", "verify"],
        ["gc"],
        ["doctor"],
        ["report"],
    ):
        assert exit_code([*words, str(job.parent), *out]) == 0, words
    assert (tmp_path / "published" / "releases" / "0001").is_dir() and not (job.parent / "out").exists()
    capsys.readouterr()
    monkeypatch.delenv("ELSEWHERE")
    assert exit_code(["run", str(job.parent), "--month", MONTH, *out]) == 2
    assert "--set: job.output: the environment has no variable ELSEWHERE" in capsys.readouterr().err
