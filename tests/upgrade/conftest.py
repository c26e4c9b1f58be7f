"""
A job folder as an earlier version left it: two months published, one signed off, a third delivered and not yet run.

made_by_0_1.tar.xz was made once, by version 0.1.0 at its last change before the rules of `tests/safety` came; it is
never made again. Made-up people, numbers of the 999 range.
"""

import shutil
import tarfile
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.few_rows import _every_thread_if_slow
from tests.workbooks import quick_workbook, without_workbooks

__all__ = ["_every_thread_if_slow", "quick_workbook"]
HERE = Path(__file__).parent


def unpacked(folder: Path, made: str = "made_by_0_1") -> Path:
    """A job of an earlier version in `folder`, links and modes as they were; gives its job file."""
    with tarfile.open(HERE / f"{made}.tar.xz") as archive:
        archive.extractall(folder, filter="tar")
    return folder / made / "job.toml"


@pytest.fixture(scope="session")
def new_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models folder of the old job, once `linkage train` has done what the refusal of its model asks for."""
    job = unpacked(tmp_path_factory.mktemp("trained"))
    assert exit_code(["train", str(job), "--force", "--quiet"]) == 0
    return job.parent / "models"


@pytest.fixture
def untrained_job(tmp_path: Path) -> Path:
    """The job file of a folder that version 0.1.0 made, with releases 0001 (2019-09) and 0002 (2019-10)."""
    return unpacked(tmp_path)


@pytest.fixture
def old_job(untrained_job: Path, new_models: Path) -> Path:
    """The same, trained again: the model of version 0.1.0 is refused."""
    shutil.copytree(new_models, untrained_job.parent / "models", dirs_exist_ok=True)
    return untrained_job


@dataclass(frozen=True)
class GoneOn:
    """The old job once its third month is published beside the others. To be looked at, or to be copied."""

    job: Path
    told: str
    """What that run told of."""

    def copied(self, folder: Path) -> Path:
        """The same in another folder; gives its job file."""
        shutil.copytree(self.job.parent, folder, symlinks=True)
        return folder / self.job.name


@pytest.fixture(scope="session")
def gone_on(tmp_path_factory: pytest.TempPathFactory, new_models: Path) -> GoneOn:
    """
    That job: releases 0001, 0002 and 0003 (2019-11), run once for all who ask what becomes of the folder.

    The index that the old version kept is spoilt first: whoever used it would come to other links, or to none.
    """
    job = unpacked(tmp_path_factory.mktemp("gone_on"))
    shutil.copytree(new_models, job.parent / "models", dirs_exist_ok=True)
    (index,) = (job.parent / "out" / "state" / "index").iterdir()
    shutil.copy(index / "person.parquet", index / "identity.parquet")
    with redirect_stderr(StringIO()) as told, without_workbooks():
        assert exit_code(["run", str(job), "--month", "2019-11", "--quiet"]) == 0
    return GoneOn(job, told.getvalue())
