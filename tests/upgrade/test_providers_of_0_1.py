"""A job folder of version 0.1.0, whose rules and sites are of their time: nothing of that has changed."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def test_nothing_of_a_published_month_has_changed(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No lookup of sites: `check` finds nothing amiss, and of the month only what rank P is has changed."""
    assert exit_code(["check", str(old_job)]) == 0
    assert exit_code(["run", str(old_job), "--month", "2019-10", "--quiet"]) == 8
    assert "has changed since: other job, model, rules. --changed makes it again" in capsys.readouterr().err


def test_the_next_month_has_the_providers_of_the_earlier_ones(gone_on: GoneOn) -> None:
    """Codes of the old form show their trust as they did."""
    events = open_release(gone_on.job.parent / "out" / "current").events
    strange = events.filter("provider_code is distinct from substr(site_code, 1, 3)")
    assert strange.project("event_id").fetchall() == []
