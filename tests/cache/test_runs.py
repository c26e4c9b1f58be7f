"""A run publishes the same whatever lies in its cache: what another run left, nothing, or what is somebody else's."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from tests.safety.delivered import MONTH, PEOPLE, did_bytes, put, small_job

OF_THE_RUN = ("release", "to_send_back")
"""Columns that say which run it was, and what the release before it had read."""
FACTS = ("inputs", "counts", "columns_absent", "columns_absent_files", "other_months", "scopes")
"""What the manifest says of the files and the month."""


def job_of(folder: Path) -> Path:
    """A job of three people in hospital with an event each, and one row that is set aside; not published yet."""
    job = small_job(folder)
    put(job, a=did_bytes(*PEOPLE), b=did_bytes("A1") + b"half,a,row\n")
    return job


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The job file of a month that was published once, and what was."""
    job = job_of(tmp_path_factory.mktemp("published") / "job")
    return job, restated(job)


def restated(job: Path) -> dict[str, object]:
    """Publish the month, again if need be; what was published, without OF_THE_RUN."""
    assert exit_code(["run", str(job), "--month", MONTH, "--restate", "--quiet"]) == 0
    out = job.parent / "out"
    number = (out / "current.txt").read_text("utf-8").strip().split("/")[-1]
    manifest = json.loads((out / "releases" / number / "manifest.json").read_text("utf-8"))
    found: dict[str, object] = {name: manifest[name] for name in FACTS}
    for folder in (out / "releases" / number, out / "secure" / number):
        for path in sorted(folder.rglob("*.parquet")):
            if "statistics" not in path.parts:
                table = pq.read_table(path, partitioning=None)
                kept = table.select([name for name in table.column_names if name not in OF_THE_RUN])
                found[path.relative_to(folder).as_posix()] = sorted(map(repr, kept.to_pylist()))
    return found


def as_it_is(_: Path) -> None:
    """What the first run left."""


def gone(job: Path) -> None:
    """Deleted."""
    shutil.rmtree(job.parent / "out" / "cache")


def off(job: Path) -> None:
    """Not to be used."""
    job.write_text(job.read_text("utf-8") + "\n[cache]\nkeep_editions = 0\n", "utf-8")


def another_jobs(job: Path) -> None:
    """That of a job with another key, though of the same files."""
    other = job_of(job.parent / "other")
    restated(other)
    gone(job)
    shutil.copytree(other.parent / "out" / "cache", job.parent / "out" / "cache")


def damaged(job: Path) -> None:
    """A byte of every table."""
    for path in (job.parent / "out" / "cache").rglob("*.parquet"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))


def half(job: Path) -> None:
    """Every second entry was never finished."""
    for path in sorted((job.parent / "out" / "cache").glob("*/*"))[::2]:
        path.rename(path.with_name(f".{path.name}.draft"))


@pytest.mark.slow
@pytest.mark.parametrize("state", [damaged, gone, as_it_is, off, another_jobs, half])
def test_what_is_published_does_not_hang_on_the_cache(
    state: Callable[[Path], None], published: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    """Tables, quarantine, inputs, ledger; and afterwards nothing unfinished lies there."""
    first, made = published
    shutil.copytree(first.parent, tmp_path / "job", symlinks=True)
    job = tmp_path / "job" / first.name
    state(job)

    assert restated(job) == made
    left = [path.name.startswith(".") for path in (job.parent / "out" / "cache").glob("*/*")]
    assert not any(left)
    assert (left == []) == (state is off)
