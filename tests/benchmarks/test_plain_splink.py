"""Plain Splink reads what the hand-written floor reads, and the engine is asked for other targets beside it."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.floor.script import sections
from benchmarks.plain_splink.__main__ import FURTHER
from benchmarks.plain_splink.plain import READ
from benchmarks.world import SHIPPED_TARGET, job
from synthetic.files.job_file import job_text
from synthetic.settings import WorldSettings


def test_the_files_are_read_by_sections_of_the_floor(tmp_path: Path) -> None:
    """The first of them, in order: steps of the job may go by other names."""
    first = list(sections(tmp_path, "2019-11", tmp_path))[: len(READ)]

    assert first == list(READ)


@pytest.mark.parametrize("target", [SHIPPED_TARGET, *FURTHER])
def test_a_job_asks_for_its_target(tmp_path: Path, target: float) -> None:
    """Beside the job of a world, which asks for the default."""
    text = job_text(WorldSettings(people=100, seed=1))
    (tmp_path / "job.toml").write_text(text, "utf-8")

    asked = tomllib.loads(job(tmp_path, "at-target", "hes_did", target).read_text("utf-8"))

    assert asked["linkage"]["target_false_match_rate"] == target
    assert tomllib.loads(text)["linkage"]["target_false_match_rate"] == SHIPPED_TARGET
