"""Every stage of a run is measured where it is made."""

from pathlib import Path

import pytest

from benchmarks.process import apart
from benchmarks.stages import measured
from benchmarks.world import job
from synthetic.settings import WorldSettings
from synthetic.world import make_world


@pytest.mark.slow
def test_every_stage_of_a_run_is_told_with_its_memory(tmp_path: Path) -> None:
    make_world(tmp_path, WorldSettings(people=200, seed=11))
    ran = job(tmp_path, "measured", "dmq_2015")
    told = apart(measured.run, ["run", str(ran), "--month", "2019-11", "--quiet"])

    assert [stage["name"] for stage in told.answer] == [
        "inputs", "hospital", "index", "keys", "events", "ranks", "resolve", "pathways", "statistics",
    ]  # fmt: skip
    assert all(stage["peak_bytes"] > 0 for stage in told.answer)
