"""A job on Spark whose files and output are at addresses: fetched, linked and committed as on DuckDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from linkage.errors import ResourceError
from linkage.release.homes.opened import home_at, store_at
from linkage.release.record.manifest import read_manifest
from linkage.release.store import client
from tests.inputs.sample import APC_NAMES, text
from tests.months.world import hospital_rows
from tests.safety.small_job import MONTH, small_job
from tests.store.memory_store import MemoryStore
from tests.store.test_job import MORE, Machines, give_secret, tables

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/store/test_job.py")]

ON_SPARK = 'engine = "spark"\n'


@dataclass
class Breaking(MemoryStore):
    """Of the files of releases one fails. Counting writes would not do: the lock's are made by the clock."""

    breaks_at: int = 0
    """Which, from 1; none."""

    def put_file(self, key: str, source: Path) -> None:
        """As a store does, but for that one."""
        if key.startswith("releases/") and self.breaks_at:
            self.breaks_at -= 1
            if not self.breaks_at:
                raise ResourceError("the store does not answer")
        super().put_file(key, source)


@pytest.fixture
def store(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Breaking]:
    """One of the tests' own, which lists late; the session is there that the job finds."""
    assert isinstance(database, SparkEngine)
    made = Breaking(late=2)
    monkeypatch.setattr(client, "Client", lambda *_given, **_named: made)
    home_at.cache_clear()
    store_at.cache_clear()
    yield made
    home_at.cache_clear()
    store_at.cache_clear()


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The tables of the release that DuckDB makes of the same files, in a folder."""
    job = small_job(tmp_path_factory.mktemp("right"), MORE)
    give_secret(job.parent)
    give_records(job.parent)
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    release = job.parent / "out" / "releases" / "0001"
    assert read_manifest(release / "manifest.json").counts.linked > 0
    return tables(release)


def give_records(folder: Path) -> None:
    """Hospital records of the people whom events are of."""
    (folder / "hes" / "HES_APC.txt").write_bytes(text([APC_NAMES, *hospital_rows()], delimiter="|"))


def put_on_spark(job: Path) -> None:
    """The same job on Spark."""
    job.write_text(job.read_text("utf-8").replace("\n[did]", f"{ON_SPARK}\n[did]", 1), "utf-8")


def published(machines: Machines) -> dict[str, object]:
    """The tables of the release that another machine is shown."""
    assert machines.does("releases", "verify") == 0
    return tables(machines.local / "releases" / "0001")


def test_a_store_that_lists_late_and_fails(store: Breaking, right: dict[str, object], tmp_path: Path) -> None:
    """Exit 6 at a file in the middle, with nothing shown; the run that is typed again publishes the same."""
    machines = Machines(tmp_path / "job", store)
    put_on_spark(machines.job)
    give_records(machines.folder)
    said = machines.job.read_text("utf-8").replace("did/*.csv", "s3://bucket/did/*.csv")
    machines.job.write_text(said.replace("hes/*.txt", "s3a://bucket/hes/*.txt"), "utf-8")
    for path in (*machines.folder.glob("did/*"), *machines.folder.glob("hes/*")):
        store.put_file(path.relative_to(machines.folder).as_posix(), path)
        path.unlink()
    store.put_if_absent("other", b"two writes after the files, so that they are listed")
    store.put_if_absent("another", b"the second")

    store.breaks_at = 5
    assert machines.does("run", "--month", MONTH, "--quiet") == 6
    assert "current" not in store.objects
    assert machines.does("run", "--month", MONTH, "--quiet", afresh=False) == 0
    assert machines.does("run", "--month", MONTH, "--quiet") == 0, "published, seen from another machine"
    assert published(machines) == right


def test_files_and_folders_named_as_addresses(
    database: Engine, right: dict[str, object], tmp_path: Path
) -> None:
    """`file:` before the paths of files, output and working tables."""
    assert isinstance(database, SparkEngine)
    job = small_job(tmp_path / "job", f'{MORE}\n[spark]\nwork = "file://{tmp_path}/work"\n')
    give_secret(job.parent)
    give_records(job.parent)
    put_on_spark(job)
    said = job.read_text("utf-8").replace('output = "out"', f'output = "file://{tmp_path}/out"')
    said = said.replace("did/*.csv", f"file://{job.parent}/did/*.csv")
    job.write_text(said.replace("hes/*.txt", f"file:{job.parent}/hes/*.txt"), "utf-8")

    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    assert tables(tmp_path / "out" / "releases" / "0001") == right
    assert not list((tmp_path / "work").iterdir()), "working tables hold identifiable data"
