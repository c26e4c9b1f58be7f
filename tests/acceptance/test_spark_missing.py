"""A job on Spark where something that it needs is not there: told before anything is written, the release as it was."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.spark import session as spark_session
from tests.acceptance.conftest import MONTH, tree


def on_spark(job: Path, added: str = "") -> Path:
    """The same job on Spark; gives its file."""
    text = job.read_text("utf-8").replace("[job]\n", '[job]\nengine = "spark"\n') + added
    job.write_text(text, "utf-8")
    return job


def test_no_pyspark(own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2 with what to install, from each command that would work on it."""
    monkeypatch.setattr(spark_session, "find_spec", lambda _name: None)
    job = on_spark(own)
    before = tree(job.parent / "out" / "releases")
    capsys.readouterr()

    for command in (["run", "--month", MONTH, "--restate"], ["train", "--force"]):
        assert exit_code([command[0], str(job), *command[1:]]) == 2
        assert 'pip install "hes-did-linkage[spark]"' in capsys.readouterr().err
    assert exit_code(["doctor", str(job)]) == 2
    assert "PySpark, which is not installed" in capsys.readouterr().out
    assert tree(job.parent / "out" / "releases") == before
    assert not list((job.parent / "out" / "work").iterdir())


def test_a_work_folder_that_is_none(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file has its name: exit 2 with the key of the job file."""
    monkeypatch.setattr(spark_session, "find_spec", lambda _name: object())
    (own.parent / "shared").write_text("no folder")
    job = on_spark(own, '\n[spark]\nwork = "shared"\n')

    assert exit_code(["run", str(job), "--month", MONTH, "--restate"]) == 2
    assert "spark.work" in capsys.readouterr().err
    assert exit_code(["releases", "verify", str(job)]) == 0
