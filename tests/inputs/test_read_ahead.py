"""Files that others read for an engine: the same rows, quarantine and refusals; DuckDB stands for that engine here."""

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from linkage.cache.cache import Cache
from linkage.config.load import load_job
from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.elsewhere import Elsewhere
from linkage.errors import InputError
from linkage.session.sources import sources
from linkage.steps.inputs.read import TABLES, read_inputs
from linkage.steps.inputs.source import DATASETS
from synthetic.settings import WorldSettings
from synthetic.world import make_world

RAW = tuple(f"{dataset}_raw" for dataset in DATASETS)


class Workers:
    """Does what it is told in this process, after a journey as bytes; may fail to."""

    def __init__(self, *, lost: int = 0) -> None:
        """Of every call the first `lost` items are lost, as with an executor."""
        self.lost = lost
        self.done = 0
        self.given: list[int] = []
        """Bytes of the first file of each share, in the order in which they were to be read."""

    def spread(self, work: Callable[[Any], object], items: Sequence[Any]) -> None:
        """See Elsewhere."""
        self.given = [plan.file.path.stat().st_size for (plan, _), *_ in items]
        for item in items[self.lost :]:
            there, share = pickle.loads(pickle.dumps((work, item)))  # noqa: S301 - what was written here
            there(share)
            self.done += len(share)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with a row to set aside, a line break in quotes and a row twice; gives the job file."""
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, WorldSettings(people=150, seed=2, events_per_person_month=0.4))
    path = folder / "did" / "DID_2019-11.csv"
    first, second, *rest = path.read_text("utf-8").splitlines()
    quoted = second.replace(",", ',"a\nb",', 1)
    path.write_text(
        "\n".join([first, second.rpartition(",")[0], quoted, second, *rest, rest[-1]]) + "\n", "utf-8"
    )
    return folder / "job.toml"


def read(
    job: Path,
    work: Path,
    workers: Workers | None,
    *,
    is_cached: bool = True,
    warn: Callable[[str], None] | None = None,
) -> dict[str, list[Row]]:
    """Every table of the step, by an engine that reads itself or, given `workers`, has files read."""
    engine = DuckDBEngine(Session(folders=(job.parent, work)))
    if workers:
        engine.elsewhere = Elsewhere(work / "read", workers.spread)  # type: ignore[assignment]
    cache = Cache(work / "cache", lambda _told: None) if is_cached else None
    try:
        some = [source for source in sources(load_job(job)) if source.dataset in ("did", "apc")]
        read_inputs(engine, some, cache=cache, warn=warn)
        return {name: sorted(engine.rows(f"select * from {name}"), key=repr) for name in (*RAW, *TABLES)}
    finally:
        engine.close()


@pytest.mark.parametrize(("lost", "is_cached"), [(0, True), (2, False)])
def test_the_same_rows_whoever_reads(world: Path, tmp_path: Path, lost: int, is_cached: bool) -> None:
    """With a cache or a passing one; what workers lost is read by who asked for it. Then nothing is read again."""
    itself = read(world, tmp_path / "itself", None)
    workers = Workers(lost=lost)
    (tmp_path / "there").mkdir()
    warned: list[str] = []
    by_others = read(world, tmp_path / "there", workers, is_cached=is_cached, warn=warned.append)
    files = len(itself["input_file"])
    alone = [told for told in warned if "read here, one after another" in told]

    assert by_others == itself
    assert itself["quarantine"]
    assert workers.done == files - lost
    assert workers.given == sorted(workers.given, reverse=True), "the largest is begun first"
    assert [told.partition(" files")[0] for told in alone] == [f"{lost} of {files}"] * bool(lost)
    assert not list((tmp_path / "there" / "read").glob("reading-*")), "the passing tables of readers go"
    again = Workers()
    assert read(world, tmp_path / "there", again, is_cached=is_cached) == itself
    assert again.done == 0


def test_a_file_that_cannot_be_used_is_told_in_the_same_words(world: Path, tmp_path: Path) -> None:
    """Whoever found it out."""
    bad = world.parent / "did" / "A_bad.csv"
    bad.write_text("1,2\n3,4\n", "utf-8")
    told = []
    for name, workers in (("itself", None), ("there", Workers())):
        (tmp_path / name).mkdir()
        with pytest.raises(InputError) as refused:
            read(world, tmp_path / name, workers)
        told.append(str(refused.value))
    bad.unlink()

    assert told[0] == told[1]


def test_a_damaged_part_is_read_again(world: Path, tmp_path: Path) -> None:
    """By who asked for it."""
    whole = read(world, tmp_path, Workers())
    part = next((tmp_path / "cache" / "parts").iterdir()) / "accepted.parquet"
    part.write_bytes(b"x" + part.read_bytes()[1:])

    assert read(world, tmp_path, Workers()) == whole
