"""A job folder of an earlier version goes on under this one."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def test_its_model_is_refused_until_it_is_trained_again(
    untrained_job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the format it is of, with the command that mends it; nothing is published."""
    assert exit_code(["run", str(untrained_job), "--month", "2019-11", "--quiet"]) == 2

    assert "in format 3; version" in (told := capsys.readouterr().err)
    assert "run `linkage train` to write a new one" in told
    assert not (untrained_job.parent / "out" / "releases" / "0003").exists()


def test_the_next_month_is_published_beside_the_earlier_ones(untrained_job: Path, gone_on: GoneOn) -> None:
    """The earlier months are carried over, under their ids."""
    before = {
        row[0]
        for row in open_release(untrained_job.parent / "out" / "current").links.project("event_id").fetchall()
    }

    links = open_release(gone_on.job.parent / "out" / "current").links
    months = {row[0] for row in links.project("test_month").distinct().fetchall()}
    assert months == {"2019-09", "2019-10", "2019-11"}
    assert before < {row[0] for row in links.project("event_id").fetchall()}
    assert exit_code(["releases", "verify", str(gone_on.job)]) == 0
