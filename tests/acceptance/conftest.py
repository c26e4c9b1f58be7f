"""One small world, trained and published once, for every test that only reads it."""

import shutil
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.config.shipped import shipped
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.workbooks import quick_workbook, without_workbooks

__all__ = ["quick_workbook"]

MONTH = "2019-11"


def world(folder: Path, people: int = 3_000, months: int = 1) -> Path:
    """A synthetic world with a quick-to-train profile; gives the job file."""
    make_world(folder, WorldSettings(people=people, seed=3, months=months, events_per_person_month=0.3))
    rules = (shipped("rules") / "hes_did.toml").read_text("utf-8")
    (folder / "quick.toml").write_text(rules, "utf-8")
    job = folder / "job.toml"
    text = job.read_text("utf-8")
    assert 'profile = "hes_did"' in text
    job.write_text(text.replace('profile = "hes_did"', 'profile = "quick.toml"'), "utf-8")
    return job


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a world whose month has been published by the commands a user would type."""
    job = world(tmp_path_factory.mktemp("published") / "world")
    assert exit_code(["train", str(job), "--quiet"]) == 0
    with without_workbooks():
        assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    return job


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of the published world that a test may spoil; gives its job file."""
    return copied(published, tmp_path / "world")


def copied(job: Path, folder: Path) -> Path:
    """A world with all that lies beside its job file, in `folder`; gives the job file there."""
    shutil.copytree(job.parent, folder, symlinks=True)
    return folder / job.name


def tree(folder: Path) -> dict[str, bytes | str]:
    """Everything below a folder: bytes of files, targets of links."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }
