"""A job folder of version 0.1.0 meets the gates for the first time."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def test_the_first_run_lists_the_gates_that_are_new(
    gone_on: GoneOn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, with their limits and where to change them; the next run says nothing of it."""
    told = gone_on.told
    assert "release 0002 was made before these gates were" in told
    assert "volume_drop (warns over 25%, refuses over 50%)" in told
    assert "[gates] in the job file" in told
    assert "min_events" not in told

    old_job = gone_on.copied(tmp_path / "job")
    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet", "--restate"]) == 0
    assert "made before these gates" not in capsys.readouterr().err
    manifest = json.loads((old_job.parent / "out" / "current" / "manifest.json").read_text())
    assert {"volume_drop", "restatement_drop"} < {gate["name"] for gate in manifest["gates"]}
    assert manifest["volume"]["before"]["name"] == "2019-10"


def test_limits_that_the_old_job_had_set_mean_what_they_meant(
    old_job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number refuses beyond it."""
    old_job.write_text(
        old_job.read_text() + "\n[gates]\nmin_match_rate = 0.9999\nmax_quarantine_share = 0.5\n"
    )

    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 4
    assert "min_match_rate: the match rate is" in capsys.readouterr().err
