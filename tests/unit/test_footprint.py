"""What a run needs, beside what the machine has."""

from pathlib import Path

import pytest

from linkage.session import footprint
from linkage.session.footprint import Need, free_memory, memory_bytes, memory_limit, nearest


@pytest.mark.parametrize(
    ("setting", "limit"),
    [(None, None), ("16GB", 16 * 10**9), ("1.5 GiB", 3 * 2**29), ("512MiB", 2**29), ("800 KB", 800_000)],
)
def test_a_memory_limit_in_bytes(setting: str | None, limit: int | None) -> None:
    """Every spelling that the job file may have."""
    assert memory_limit(setting) == limit


def test_free_memory_is_no_more_than_there_is() -> None:
    """Of this machine, or of the container."""
    assert 0 < free_memory() <= memory_bytes()


def test_a_container_has_its_own_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which may be far below the machine's memory."""
    monkeypatch.setattr(footprint, "CONTROL_GROUP", tmp_path)
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("400000\n")

    assert (memory_bytes(), free_memory()) == (1_000_000, 600_000)


def test_a_container_without_a_limit_has_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel writes "max" for none; other systems have no such file."""
    monkeypatch.setattr(footprint, "CONTROL_GROUP", tmp_path)
    without = memory_bytes()
    (tmp_path / "memory.max").write_text("max\n")

    assert memory_bytes() == without > 1_000_000


def test_short_is_less_than_wanted() -> None:
    """Just enough is enough."""
    assert not Need("disk", 5, 5, "").is_short
    assert Need("disk", 5, 4, "").is_short


def test_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    """For an output folder that the first run will make."""
    assert nearest(tmp_path / "a" / "b") == tmp_path
    assert nearest(tmp_path) == tmp_path
