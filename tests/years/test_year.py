"""A year lived through delivery by delivery ends in the tables of the same year made from scratch."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from synthetic.deliveries.settings import YearSettings
from synthetic.year import Year, deliveries
from tests.workbooks import quick_workbook
from tests.years.compared import differences, rows_of
from tests.years.conftest import BUSY
from tests.years.year_job import (
    MODEL,
    YearJob,
    arrive_in_any_order,
    from_scratch,
    live_through,
    restate,
    run_month,
    trained,
)

__all__ = ["quick_workbook"]

SHORT = replace(BUSY, people=300, deliveries=2, unrelated_at=2, look_alikes_at=2)
WHOLE = replace(
    BUSY, people=500, deliveries=12, late=0.03, corrected=0.02, moved=0.01, withdrawn=0.01, look_alikes_at=5
)
TABLES = ("links", "pathways", "events", "spells", "cips", "statistics")


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory, busy: Year) -> Path:
    """A small model, trained once."""
    return trained(YearJob(busy, tmp_path_factory.mktemp("trained"), "hes_did"))


def begun(settings: YearSettings, folder: Path, profile: str, model: Path | None = None) -> YearJob:
    """A job to which nothing has been delivered yet."""
    job = YearJob(deliveries(folder / "year", settings), folder / "job", profile)
    if model:
        (job.folder / MODEL).parent.mkdir(parents=True)
        shutil.copy(model, job.folder / MODEL)
    return job


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


@pytest.mark.slow
def test_a_month_restated_is_as_made_from_scratch(tmp_path: Path) -> None:
    """Made with the first delivery, and again after the last, with which the other month is made."""
    job = begun(SHORT, tmp_path, "dmq_2015")
    first, second, _ = SHORT.months
    for delivery, month in ((1, first), (3, second)):
        job.year.deliver(delivery, job.folder)
        run_month(job, month)

    assert is_as_from_scratch(job, [first])


@pytest.mark.slow
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
    """Whether the year is as made from scratch with the contexts that are kept of its months."""
    scratch = replace(job, output="scratch")
    kept = job.folder / job.output / "state" / "kept" / job.release.resolve().name
    from_scratch(scratch, kept)
    assert all(rows_of(job.release, table) for table in TABLES)
    told = [found for found in differences(job.release, scratch.release) if found.table != "statistics"]
    assert not told, "\n".join(map(str, told))
    return True


@pytest.mark.slow
def test_what_has_changed_is_made_again_as_from_scratch(tmp_path: Path) -> None:
    """Three deliveries, each with its month and whatever it changes of the months before."""
    job = begun(SHORT, tmp_path, "dmq_2015")
    live_through(job)

    assert is_as_from_scratch_in_its_contexts(job)


@pytest.mark.slow
@pytest.mark.parametrize("settings", [BUSY, WHOLE], ids=["quarter", "year"])
@pytest.mark.parametrize("profile", ["dmq_2015", "hes_did"])
def test_a_year_of_changes_is_as_made_from_scratch_in_its_contexts(
    settings: YearSettings, profile: str, tmp_path: Path, model: Path
) -> None:
    """Every delivery followed by `--changed`; nothing else is ever made again."""
    job = begun(settings, tmp_path, profile, model)
    live_through(job)

    assert is_as_from_scratch_in_its_contexts(job)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(seed: int, tmp_path: Path) -> None:
    """Months are made while others are not there yet, and before what corrects them."""
    job = begun(BUSY, tmp_path, "dmq_2015")
    arrive_in_any_order(job, seed)

    assert is_as_from_scratch(job, BUSY.months[:-1])


ALONE = replace(BUSY, deliveries=2, unrelated=0, look_alikes=0)
MANY = replace(ALONE, unrelated=1_000, unrelated_at=2)
ALIKE = replace(ALONE, look_alikes=1, look_alikes_at=2)
WEIGHED = {"match_probability", "runner_up_probability", "value", "numerator", "denominator"}
"""What the number of people in HES is part of, until a month keeps its context."""


@pytest.fixture(params=["dmq_2015", "hes_did"])
def profile(request: pytest.FixtureRequest) -> str:
    """Each profile that ships."""
    return str(request.param)


@pytest.mark.slow
def test_unrelated_people_change_no_id_and_no_link(profile: str, tmp_path: Path, model: Path) -> None:
    """A month made with them and without; what is worked out from the number of people apart."""
    first, other = (second_delivery(settings, tmp_path, profile, model) for settings in (ALONE, MANY))

    told = differences(first.release, other.release)
    allowed = WEIGHED if profile == "hes_did" else {"value", "numerator", "denominator"}
    assert not [found for found in told if found.table != "statistics" and found.column not in allowed]


@pytest.mark.slow
def test_a_look_alike_undoes_a_link(profile: str, tmp_path: Path, model: Path) -> None:
    """One event is no longer linked, and no other changes its person."""
    first, other = (second_delivery(settings, tmp_path, profile, model) for settings in (ALONE, ALIKE))

    told = {
        found.column: found.rows
        for found in differences(first.release, other.release)
        if found.table == "links"
    }
    assert told["status"] == 1
    assert told["person_id"] == 1


def second_delivery(settings: YearSettings, folder: Path, profile: str, model: Path) -> YearJob:
    """The first month made from what lies in the folder after the second delivery."""
    job = begun(settings, folder / f"{settings.unrelated}-{settings.look_alikes}", profile, model)
    job.year.deliver(2, job.folder)
    run_month(job, settings.months[0])
    return job
