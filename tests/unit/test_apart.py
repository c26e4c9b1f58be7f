"""Rows of one query in two Parquet files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine import apart as apart_module
from linkage.engine.apart import Apart
from linkage.engine.arrow import write_file

REASONS = {
    "none": [None] * 5,
    "all": ["bad"] * 5,
    "some": [None, "bad", None, None, "worse"],
    "no row": [],
}


@pytest.mark.parametrize("held", [1, 2, 1_000])
@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("reasons", REASONS.values(), ids=REASONS)
def test_every_row_goes_one_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reasons: list[str | None], batch: int, held: int
) -> None:
    """In order, whatever batches they come in; those that stay keep the columns that are asked for."""
    monkeypatch.setattr(apart_module, "HELD_ROWS", held)
    rows = pa.table(
        {
            "n": pa.array(range(len(reasons)), pa.int64()),
            "reason": pa.array(reasons, pa.string()),
            "a": pa.array([f"a{n}" for n in range(len(reasons))], pa.string()),
        }
    )
    target, others = tmp_path / "target.parquet", tmp_path / "others.parquet"

    write_file(rows.to_reader(max_chunksize=batch), target, Apart("reason", ("n", "a"), others))

    stays = [n for n, reason in enumerate(reasons) if reason is None]
    assert pq.read_table(target).to_pydict() == {"n": stays, "a": [f"a{n}" for n in stays]}
    assert pq.read_table(others).to_pylist() == [row for row in rows.to_pylist() if row["reason"] is not None]
    assert {path.stat().st_mode & 0o777 for path in (target, others)} == {0o600}
