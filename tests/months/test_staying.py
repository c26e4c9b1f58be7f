"""Rows that stay of a published file: sifted where they lie in the order of their key, and else left to be sorted."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.errors import IntegrityError
from linkage.release.content import published
from linkage.release.content.draft import Draft
from linkage.release.layout import Layout
from linkage.strike.staying import is_sifted
from linkage.tables import contract

PATH = "links/test_month=2026-04/part-0.parquet"


def file_of(events: list[str], folder: Path) -> Path:
    """A file of links of these events, in this order."""
    schema = published.schema(published.columns(contract("links"), published.Options()))
    rows = [dict.fromkeys(schema.names) | {"event_id": event} for event in events]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "links.parquet")
    return folder / "links.parquet"


@pytest.mark.parametrize(
    ("events", "left"),
    [(["e1", "e2", "e3"], ["e1", "e3"]), (["e3", "e2", "e1"], None), (["e3", "e2"], ["e3"]), (["e2"], [])],
)
def test_rows_that_stay_are_sifted_if_they_are_in_order(
    events: list[str], left: list[str] | None, tmp_path: Path
) -> None:
    """None: there is no file, and whoever asked sorts them."""
    draft, source = Draft(Layout(tmp_path / "out"), "0002"), file_of(events, tmp_path)

    done = is_sifted(draft, source, PATH, "event_id", pa.array(["e2"]), len(events) - 1)

    assert done is (left is not None)
    target = draft.folder / PATH
    found = pq.ParquetFile(target).read()["event_id"].to_pylist() if target.exists() else None
    assert found == left


def test_rows_that_are_not_due_are_refused(tmp_path: Path) -> None:
    """As many as were counted must be there."""
    draft, source = Draft(Layout(tmp_path / "out"), "0002"), file_of(["e1", "e2"], tmp_path)

    with pytest.raises(IntegrityError, match="1 rows were written where 2 were due"):
        is_sifted(draft, source, PATH, "event_id", pa.array(["e2"]), 2)
