"""Folders that the machines of a cluster do not reach are told before the work; nothing here needs Spark."""

from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pytest

from linkage.engine.spark.files import Folders, put_rows, rows_in
from linkage.engine.spark.trial import try_folders
from linkage.errors import ResourceError


class Cluster:
    """A session as the trial asks it: its machines have some folders of this one, and others of their own."""

    def __init__(self, master: str, *shared: Path) -> None:
        """`shared` are those that they have in common with this process."""
        self.master, self.shared = master, shared
        self.asked: list[Path] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - in place of a chain of calls
        """Every link of a chain of calls is this session."""
        return self if name in ("sparkContext", "write", "read") else lambda *_given: self

    def parquet(self, address: str) -> "Cluster":
        """Written to, where there is nothing yet; else read."""
        self.asked.append(Path(address.removeprefix("file://")))
        if self.has(self.asked[-1]) and not self.asked[-1].exists():
            put_rows(pa.table({"id": pa.array(range(100), pa.int64())}), self.asked[-1])
        return self

    def count(self) -> int:
        """Rows of what was read last."""
        return rows_in(self.asked[-1]) if self.has(self.asked[-1]) else 0

    def has(self, path: Path) -> bool:
        """Whether its machines see what is there."""
        return any(path.is_relative_to(one) for one in self.shared)


def tried(folder: Path, cluster: Cluster) -> None:
    """The trial of a folder for tables and one of the output."""
    (folder / "out").mkdir(exist_ok=True)
    try_folders(cast("Any", cluster), Folders(folder / "tables"), folder / "out" / "spark")


def test_both_folders_are_tried(tmp_path: Path) -> None:
    """And nothing is left in them."""
    tried(tmp_path, cluster := Cluster("spark://host:7077", tmp_path))

    assert {path.parent for path in cluster.asked} == {tmp_path / "tables", tmp_path / "out" / "spark"}
    assert list((tmp_path / "tables").iterdir()) == list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("shared", "told"), [("out", r"tables: .*\[spark\] work"), ("tables", r"out/spark: .*\[job\] local")]
)
def test_a_folder_that_machines_have_for_themselves(tmp_path: Path, shared: str, told: str) -> None:
    """It is named, and the setting."""
    with pytest.raises(ResourceError, match=told):
        tried(tmp_path, Cluster("spark://host:7077", tmp_path / shared))

    assert not (tmp_path / "out" / "spark").exists()


def test_this_machine_alone_is_not_asked(tmp_path: Path) -> None:
    """There is one file system."""
    tried(tmp_path, cluster := Cluster("local[2]"))

    assert cluster.asked == []
