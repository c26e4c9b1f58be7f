"""`linkage doctor JOB --measure`, and the plan that goes by it."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.doctor import measure as measuring
from linkage.config.load import load_job
from linkage.errors import LinkageError
from linkage.release.layout import Layout
from linkage.session.costs import read_costs
from linkage.session.forecast import forecast
from linkage.session.sources import sources
from synthetic.settings import WorldSettings
from synthetic.world import make_world


def test_it_needs_a_job(capsys: pytest.CaptureFixture[str]) -> None:
    """What is found is kept in its state/."""
    assert exit_code(["doctor", "--measure"]) == 2
    assert "needs a job" in capsys.readouterr().err


@pytest.mark.slow
def test_a_plan_goes_by_what_was_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Kept in state/: CPU, memory and disk of a run of another size within a factor of 1.5; the steps are the whole.

    Elapsed seconds are not compared: other programs run beside a test.
    """
    monkeypatch.setattr(measuring, "SIZES", (3_000, 12_000))
    job = tmp_path / "world" / "job.toml"
    make_world(job.parent, WorldSettings(people=40_000, seed=21))
    asked = ["plan", str(job), "--month", "2019-11", "--json", "--quiet"]
    assert exit_code([*asked, "--set", "linkage.profile=dmq_2015"]) == 0
    by_thumb = json.loads(capsys.readouterr().out)["forecast"]
    assert exit_code(["doctor", str(job), "--measure"]) == 0
    capsys.readouterr()
    costs = read_costs(Layout(load_job(job).output))
    assert costs is not None and costs.small.rows < costs.large.rows
    measuring.command(["train", str(job)], job.parent / "out")
    assert exit_code(asked) == 0
    told = json.loads(capsys.readouterr().out)["forecast"]
    spent = measuring.command(
        ["run", str(job), "--month", "2019-11", "--set", "job.output=first"], job.parent / "first"
    )
    loaded = load_job(job)
    foreseen = forecast(loaded, sources(loaded))
    manifest = json.loads((job.parent / "first" / "current" / "manifest.json").read_text("utf-8"))

    assert "rules of thumb" in by_thumb["told"] and "measured on this machine" in told["told"]
    assert sum(told["steps"].values()) == pytest.approx(told["seconds"])
    assert {stage["name"] for stage in manifest["stages"]} < set(told["steps"])
    assert 1 / 1.5 < foreseen.cpu / spent.cpu < 1.5
    assert 1 / 1.5 < told["memory"] / manifest["peak_memory_bytes"] < 1.5
    assert 1 / 1.5 < told["disk"] / spent.disk_bytes < 1.5
    assert exit_code([*asked, "--set", "job.output=unmeasured", "--set", "duckdb.memory_limit=9000GB"]) == 6
    assert "set [duckdb] memory_limit" in json.loads(capsys.readouterr().out)["needs"][0]["refused"]


@pytest.mark.slow
def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    """Nothing is kept of it."""
    with pytest.raises(LinkageError, match="ended with 2"):
        measuring.command(["run", str(tmp_path / "none.toml"), "--month", "2019-11"], tmp_path)
