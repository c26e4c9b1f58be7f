"""What a run needs, beside what the machine has."""

from pathlib import Path

from linkage.session.footprint import Need, nearest


def test_short_is_less_than_wanted() -> None:
    """Just enough is enough."""
    assert not Need("disk", 5, 5, "").is_short
    assert Need("disk", 5, 4, "").is_short


def test_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    """For an output folder that the first run will make."""
    assert nearest(tmp_path / "a" / "b") == tmp_path
    assert nearest(tmp_path) == tmp_path
