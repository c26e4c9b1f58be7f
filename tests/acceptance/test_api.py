"""The Python door: a job planned, trained, run and read as a program would, with the command line's exceptions."""

import warnings
from pathlib import Path

import pytest

import linkage
from linkage.api import LinkageWarning, open_job, open_release
from linkage.errors import ConfigError, NoEventError
from tests.acceptance.conftest import MONTH


def test_a_published_job_stands_and_can_be_read(own: Path) -> None:
    job = open_job(own)

    plan, outcome = job.plan(MONTH), job.run(MONTH)
    assert plan.standing.published
    assert not plan.standing.will_run
    assert not outcome.published
    with open_release(own.parent / "out" / "current") as release:
        linked = release.sql("select count(*) from links where status = 'linked'").fetchall()
    assert linked == [(outcome.manifest.counts.linked,)]


@pytest.mark.slow
def test_a_restatement_is_a_new_release_and_warns_as_the_command_does(own: Path) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        outcome = open_job(own).run(MONTH, restate=True)

    assert (outcome.published, outcome.release) == (True, "0002")
    assert all(issubclass(one.category, LinkageWarning) for one in told)


def test_the_sql_is_what_a_run_makes(own: Path) -> None:
    """Of one step and of all; what has a contract has its grain."""
    every, ranks = open_job(own).sql(MONTH), open_job(own).sql(MONTH, "ranks")

    assert [one.tables for one in ranks] == [
        (),
        ("rank_pair",),
        ("candidate",),
        ("rank_neighbour",),
        ("contradicted_identity",),
        ("rank_decision",),
    ]
    assert [one for one in every if one.step == "ranks"] == list(ranks)
    assert all(one.sql for one in ranks if one.tables)
    assert all(bool(one.grain) == (one.tables != ("rank_pair",)) for one in ranks if one.tables)
    assert all(one.sql or one.meaning or one.rows is not None for one in every)


def test_it_raises_what_the_exit_codes_come_from(own: Path) -> None:
    with pytest.raises(NoEventError):
        open_job(own).run("2011-01")
    with pytest.raises(ConfigError, match="no such step"):
        open_job(own).sql(MONTH, "linking")
    with pytest.raises(ConfigError):
        open_job(own.with_name("none.toml"))
    with pytest.raises(ConfigError):
        open_job(own).train()


def test_the_package_itself_names_the_door() -> None:
    assert linkage.open_job is open_job
    assert linkage.open_release is open_release
