"""Files without some of their rows: by hand, and beside plain Python."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine import arrow
from linkage.engine.arrow import coded
from linkage.release.content import sifted_file
from linkage.release.content.sifted_file import staying, write_sifted

Rows = list[tuple[str | None, int]]
KINDS = (pa.string(), pa.int64())


def sifted(rows: Rows, gone: list[str], folder: Path, group: int = 2) -> tuple[Rows, int]:
    """What stays of the rows of a file of row groups of `group`, and how many it was said to be."""
    source, target = folder / "source.parquet", folder / "target.parquet"
    columns = [
        pa.array([row[0] for row in rows], pa.string()),
        pa.array([row[1] for row in rows], pa.int64()),
    ]
    pq.write_table(pa.table(columns, names=["who", "what"]), source, row_group_size=group)
    target.unlink(missing_ok=True)

    write_sifted(source, target, "who", pa.array(gone, pa.string()))

    found = pq.ParquetFile(target).read().to_pydict()
    return list(zip(found["who"], found["what"], strict=True)), staying(
        source, "who", pa.array(gone, pa.string())
    )


@pytest.mark.parametrize(
    ("rows", "gone", "left"),
    [
        ([], ["a"], []),
        ([("a", 1)], ["a"], []),
        ([("a", 1)], [], [("a", 1)]),
        ([("a", 1), ("b", 2), ("a", 3), ("c", 4)], ["a"], [("b", 2), ("c", 4)]),
        ([("b", 2), ("a", 1)], ["x"], [("b", 2), ("a", 1)]),
        ([(None, 1), ("a", 2)], ["a"], [(None, 1)]),
    ],
)
def test_rows_stay_as_they_lay(rows: Rows, gone: list[str], left: Rows, tmp_path: Path) -> None:
    """Whoever is gone has no row, others have theirs."""
    assert sifted(rows, gone, tmp_path) == (left, len(left))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(st.none() | st.sampled_from("abc"), st.integers(0, 9)), max_size=7),
    gone=st.lists(st.sampled_from("abcd"), max_size=3),
    batch=st.integers(1, 4),
)
def test_as_plain_python_sifts_them(rows: Rows, gone: list[str], batch: int, tmp_path: Path) -> None:
    """Of any rows, whatever is held at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sifted_file, "ROW_GROUP_ROWS", batch)
        patch.setattr(arrow, "ROW_GROUP_ROWS", batch)
        left = [row for row in rows if row[0] not in gone]
        assert sifted(rows, gone, tmp_path) == (left, len(left))


def test_of_who_is_gone_no_byte_stays(tmp_path: Path) -> None:
    """No dictionary and no statistic of the new file has what only they held."""
    sifted([("somebody", 1), ("nobody", 2)] * 50, ["somebody"], tmp_path)

    assert b"somebody" in (tmp_path / "source.parquet").read_bytes()
    assert b"somebody" not in (tmp_path / "target.parquet").read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    few=st.lists(st.none() | st.sampled_from("abc"), min_size=1, max_size=7),
    gone=st.lists(st.sampled_from("abcd"), max_size=3),
    batch=st.sampled_from([70, 300, 5000]),
)
def test_text_that_comes_again_is_sifted_as_numbers(
    few: list[str | None], gone: list[str], batch: int, tmp_path: Path
) -> None:
    """As plain Python has it, to the bytes of a file of these rows; of who is gone it has nothing."""
    rows = [(who and f"somebody {who}", n) for who in few for n in range(400)]
    left = [f"somebody {who}" for who in gone]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sifted_file, "ROW_GROUP_ROWS", batch)
        patch.setattr(arrow, "ROW_GROUP_ROWS", batch)
        stay = [row for row in rows if row[0] not in left]
        assert sifted(rows, left, tmp_path, group=5000) == (stay, len(stay))
        again = tmp_path / "again.parquet"
        columns = (
            [pa.array(column, kind) for column, kind in zip(zip(*stay, strict=True), KINDS, strict=True)]
            if stay
            else []
        )
        whole = pa.table(columns or [pa.array([], kind) for kind in KINDS], names=["who", "what"])
        arrow.write_file(whole.to_reader(), again)
        assert again.read_bytes() == (tmp_path / "target.parquet").read_bytes()

    assert coded(pq.ParquetFile(tmp_path / "source.parquet")) == ["who"]
    target = tmp_path / "target.parquet"
    assert pq.read_schema(target).types == [pa.string(), pa.int64()]
    assert not [who for who in left if who.encode() in target.read_bytes()]
