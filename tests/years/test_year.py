"""A year lived through delivery by delivery ends in the tables of the same year made from scratch."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from synthetic.deliveries.settings import YearSettings
from tests.workbooks import quick_workbook
from tests.years.compared import differences, months_made_before, rows_of
from tests.years.conftest import BUSY
from tests.years.year_job import (
    YearJob,
    arrive_in_any_order,
    begun,
    from_scratch,
    live_through,
    restate,
    run_month,
)

__all__ = ["quick_workbook"]

SHORT = replace(BUSY, people=600, deliveries=2, unrelated_at=2, look_alikes_at=2)
WHOLE = replace(
    BUSY, people=500, deliveries=12, late=0.03, corrected=0.02, moved=0.01, withdrawn=0.01, look_alikes_at=5
)
OWN = "tests/years/test_year.py"
"""Two deliveries by the published ranks are lived through by day, and a quarter with rank P; the rest by night."""
TABLES = ("links", "pathways", "events", "spells", "cips", "statistics")


def is_as_from_scratch(job: YearJob, months: Sequence[str]) -> bool:
    """
    Whether the year, once `months` are restated, is the same as made from scratch, having been another before.

    Shows each table and column that differs, with counts only.
    """
    scratch = replace(job, output="scratch")
    from_scratch(scratch)
    assert differences(job.release, scratch.release), "the deliveries changed nothing that was published"
    restate(job, months)
    assert all(rows_of(job.release, table) for table in TABLES)
    told = differences(job.release, scratch.release)
    assert not told, "\n".join(map(str, told))
    return True


@pytest.mark.night("tests/months/test_runs.py")
def test_a_month_restated_is_as_made_from_scratch(tmp_path: Path) -> None:
    """Made with the first delivery, and again after the last, with which the other month is made."""
    job = begun(SHORT, tmp_path, "dmq_2015")
    first, second, _ = SHORT.months
    for delivery, month in ((1, first), (3, second)):
        job.year.deliver(delivery, job.folder)
        run_month(job, month)

    assert is_as_from_scratch(job, [first])


@pytest.mark.night(OWN)
@pytest.mark.parametrize("settings", [BUSY, WHOLE], ids=["quarter", "year"])
@pytest.mark.parametrize("profile", ["dmq_2015", "hes_did"])
def test_a_year_restated_is_as_made_from_scratch(
    settings: YearSettings, profile: str, tmp_path: Path, model: Path
) -> None:
    """Every delivery followed by its run; then every month is made again."""
    job = begun(settings, tmp_path, profile, model)
    live_through(job, changed=False)

    assert is_as_from_scratch(job, settings.months[:-1])


def is_as_from_scratch_in_its_contexts(job: YearJob) -> bool:
    """
    Whether the year is as made from scratch with the contexts that are kept of its months.

    Of months that the last run did not link, statistics of what they were delivered in are those of an earlier run.
    """
    scratch = replace(job, output="scratch")
    kept = job.folder / job.output / "state" / "kept" / job.release.resolve().name
    from_scratch(scratch, kept)
    assert all(rows_of(job.release, table) for table in TABLES)
    told = differences(job.release, scratch.release, made_before=months_made_before(job.release))
    assert not told, "\n".join(map(str, told))
    return True


@pytest.mark.slow
def test_what_has_changed_is_made_again_as_from_scratch(tmp_path: Path) -> None:
    """Three deliveries, each with its month and whatever it changes of the months before."""
    job = begun(SHORT, tmp_path, "dmq_2015")
    live_through(job)

    assert is_as_from_scratch_in_its_contexts(job)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("profile", "settings"),
    [
        pytest.param("hes_did", BUSY, id="hes_did-quarter"),
        pytest.param("dmq_2015", BUSY, id="dmq_2015-quarter", marks=pytest.mark.night(OWN)),
        pytest.param("hes_did", WHOLE, id="hes_did-year", marks=pytest.mark.night(OWN)),
        pytest.param("dmq_2015", WHOLE, id="dmq_2015-year", marks=pytest.mark.night(OWN)),
    ],
)
def test_a_year_of_changes_is_as_made_from_scratch_in_its_contexts(
    settings: YearSettings, profile: str, tmp_path: Path, model: Path
) -> None:
    """Every delivery followed by `--changed`; nothing else is ever made again."""
    job = begun(settings, tmp_path, profile, model)
    live_through(job)

    assert is_as_from_scratch_in_its_contexts(job)


@pytest.mark.night("tests/months/test_runs.py")
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(seed: int, tmp_path: Path) -> None:
    """Months are made while others are not there yet, and before what corrects them."""
    job = begun(BUSY, tmp_path, "dmq_2015")
    arrive_in_any_order(job, seed)

    assert is_as_from_scratch(job, BUSY.months[:-1])
