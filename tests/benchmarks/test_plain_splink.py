"""Plain Splink reads what the hand-written floor reads."""

from pathlib import Path

from benchmarks.floor.script import sections
from benchmarks.plain_splink.plain import READ


def test_the_files_are_read_by_sections_of_the_floor(tmp_path: Path) -> None:
    """The first of them, in order: steps of the job may go by other names."""
    first = list(sections(tmp_path, "2019-11", tmp_path))[: len(READ)]

    assert first == list(READ)
