"""What a run will take, by two measured runs or by rules of thumb, and what would not fit."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.config.load import load_job
from linkage.release.layout import Layout
from linkage.session import footprint
from linkage.session.costs import Costs, Sample, here, read_costs, write_costs
from linkage.session.footprint import needs, too_much_disk, too_much_memory
from linkage.session.forecast import (
    CPU_SECONDS,
    DISK_START,
    DISK_TIMES,
    MEMORY_BASE,
    SECONDS,
    START_SECONDS,
    THUMB,
    by_costs,
    by_thumb,
    forecast,
    line,
)
from linkage.session.sources import sources
from linkage.session.text_size import PARQUET_TIMES, text_bytes

GB = 10**9
SMALL = Sample(
    1_000,
    1_000,
    10,
    cpu=3.0,
    seconds=3.0,
    stages={"inputs": 1.0, "index": 1.0},
    peak_bytes=300,
    disk_bytes=10,
)
LARGE = Sample(
    3_000,
    3_000,
    30,
    cpu=7.0,
    seconds=7.0,
    stages={"inputs": 3.0, "index": 2.0},
    peak_bytes=500,
    disk_bytes=30,
)
COSTS = Costs("2026-11-27", {}, SMALL, LARGE)

LINES = [
    # two measured points, at which third, -> what
    ((10, 2.0), (20, 3.0), 40, 5.0),
    ((10, 2.0), (20, 3.0), 20, 3.0),
    ((10, 2.0), (20, 3.0), 0, 1.0),
    ((10, 0.0), (20, 3.0), 5, 0.0),  # never below nothing
    ((10, 4.0), (20, 3.0), 40, 3.0),  # nor falling, whatever was measured
    ((10, 4.0), (10, 3.0), 40, 3.0),
]


@pytest.mark.parametrize(("small", "large", "at", "found"), LINES)
def test_a_line_through_two_points(
    small: tuple[float, float], large: tuple[float, float], at: float, found: float
) -> None:
    """Rising or level."""
    assert line(small, large, at) == pytest.approx(found)


def test_each_step_has_a_cost_of_its_own_and_one_for_each_row() -> None:
    """Reading by the text, the rest by the rows; the dearest first, and the sum of them is the whole."""
    told = by_costs(COSTS, text=10_000, rows=60, limit=10**12)

    assert told.steps == pytest.approx({"inputs": 10.0, "index": 3.5, "the rest": 3.5})
    assert next(iter(told.steps)) == "inputs"
    assert told.seconds == told.cpu == pytest.approx(17.0)
    assert (told.memory, told.disk) == (500 + 7_000, 100)
    assert told.told == "by what was measured on this machine on 2026-11-27"


def test_a_machine_that_was_busy_is_not_slower_for_ever() -> None:
    """Elapsed seconds of a busy machine count as its seconds of CPU; two cores that are free make them fewer."""
    busy = replace(COSTS, small=slowed(SMALL, 5.0), large=slowed(LARGE, 5.0))
    quick = replace(COSTS, small=slowed(SMALL, 0.5), large=slowed(LARGE, 0.5))

    assert by_costs(busy, 10_000, 60, GB).seconds == pytest.approx(17.0)
    assert by_costs(quick, 10_000, 60, GB).seconds == pytest.approx(8.5)
    assert by_costs(quick, 10_000, 60, GB).cpu == pytest.approx(17.0)


def slowed(sample: Sample, times: float) -> Sample:
    """The same work in so many times the elapsed seconds."""
    stages = {name: cost * times for name, cost in sample.stages.items()}
    return replace(sample, seconds=sample.seconds * times, stages=stages)


def test_memory_is_what_the_limit_allows() -> None:
    """And what the program holds beside the database; without rows, they follow from the text."""
    assert by_costs(COSTS, 50 * GB, None, GB).memory == int(MEMORY_BASE) + GB
    assert by_thumb(10 * GB, None, GB, "").memory == int(MEMORY_BASE) + GB
    assert by_costs(COSTS, 6_000, None, GB).cpu == by_costs(COSTS, 6_000, 60, GB).cpu


def test_no_run_takes_nothing() -> None:
    """A small one takes what every run does, a large one what its rows take besides."""
    small, large = (by_thumb(170 * rows, rows, GB, "") for rows in (1, 1_000_000))

    assert (small.seconds, small.cpu) == pytest.approx((START_SECONDS, START_SECONDS), rel=1e-4)
    assert large.cpu - small.cpu == pytest.approx(CPU_SECONDS, rel=1e-4)
    assert large.seconds - small.seconds == pytest.approx(SECONDS, rel=1e-4)
    assert small.disk == pytest.approx(DISK_START, rel=1e-4)
    assert large.disk - small.disk == DISK_TIMES * 170 * 999_999


def test_what_is_kept_is_not_made_again() -> None:
    """Reading, hospitals and index are taken from the cache."""
    told = by_costs(COSTS, 10_000, 60, GB)

    assert told.cached().seconds == pytest.approx(10.0 * 0.15 + 3.5 * 0.15 + 3.5)
    assert "taken from the cache" in told.cached().told
    assert by_thumb(GB, None, GB, "").cached() == by_thumb(GB, None, GB, "")


JOB = """
[job]
name = "x"
output = "out"
[did]
paths = ["did.csv"]
layout = "did_v1_csv"
[hes.apc]
paths = ["apc.txt"]
person_id = "TOKEN_PERSON_ID"
[linkage]
profile = "dmq_2015"
"""


def test_only_what_was_measured_here_counts(tmp_path: Path) -> None:
    """Another machine, version or number of threads: by rules of thumb, and said so; so for a file nobody can read."""
    (tmp_path / "job.toml").write_text(JOB)
    (tmp_path / "did.csv").write_text("x\n" * 1_000)
    (tmp_path / "apc.txt").write_text("TOKEN_PERSON_ID\n")
    job = load_job(tmp_path / "job.toml")
    layout, found = Layout(job.output), sources(job)
    assert forecast(job, found).told == THUMB
    layout.create()
    write_costs(layout, replace(COSTS, where=here(None)))

    assert read_costs(layout) == replace(COSTS, where=here(None))
    assert forecast(job, found).told == "by what was measured on this machine on 2026-11-27"
    write_costs(layout, replace(COSTS, where={**here(None), "duckdb": "1.0", "processors": "64"}))
    assert forecast(job, found).told == f"{THUMB}, which was done with another duckdb, processors"
    for damaged in ("", "[]", '{"format": 99}', '{"format": 1}', json.dumps({"format": 1, "small": 3})):
        layout.costs.write_text(damaged)
        assert forecast(job, found).told == THUMB


def test_what_would_not_fit_is_refused_with_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too little disk, or more memory than there is; little free memory is no reason."""
    (tmp_path / "job.toml").write_text(JOB)
    (tmp_path / "did.csv").write_text("x\n" * 1_000)
    (tmp_path / "apc.txt").write_text("TOKEN_PERSON_ID\n")
    job = load_job(tmp_path / "job.toml")
    monkeypatch.setattr(footprint, "free_memory", lambda: 1)
    memory, disk = needs(job, sources(job))
    assert (memory.is_short, memory.refused, disk.refused) == (True, None, None)

    monkeypatch.setattr(footprint, "free_disk", lambda _: 1)
    monkeypatch.setattr(footprint, "memory_bytes", lambda: GB)
    memory, disk = needs(job, sources(job))
    assert disk.refused and "[job] output" in disk.refused
    assert memory.refused and "set [duckdb] memory_limit to 0.6GB or less" in memory.refused
    assert too_much_memory(GB // 2) is None
    assert too_much_disk(2, 2) is None


def test_how_much_text_there_is(tmp_path: Path) -> None:
    """Of a compressed file by its beginning, of several members too; a damaged one by the usual share."""
    text = "".join(f"{place:09}|some words of a row that are alike\n" for place in range(50_000)).encode()
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text, 1))
    (tmp_path / "several.gz").write_bytes(gzip.compress(text, 1) * 3)
    (tmp_path / "damaged.gz").write_bytes(b"no gzip at all")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "a.parquet")

    assert text_bytes(tmp_path / "a.txt") == len(text)
    assert text_bytes(tmp_path / "a.txt.gz") == pytest.approx(len(text), rel=0.1)
    assert text_bytes(tmp_path / "several.gz") == pytest.approx(3 * len(text), rel=0.1)
    assert text_bytes(tmp_path / "damaged.gz") == 14 * PARQUET_TIMES
    assert text_bytes(tmp_path / "a.parquet") == (tmp_path / "a.parquet").stat().st_size * PARQUET_TIMES
    assert text_bytes(tmp_path / "gone.gz") == 0
