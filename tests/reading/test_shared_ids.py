"""Data frames of one release share their ids of events and people: joined they stay small, and no value is another."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import linkage
from linkage.reading.frames import frame
from linkage.reading.shared_ids import SHARED, SharedIds

TABLES = ("events", "links", "pathways")


@pytest.fixture
def ids() -> SharedIds:
    """Of three events, of which two are linked."""
    connection = duckdb.connect()
    connection.execute("""
        create view links as select * from (values ('e3', 'B'), ('e1', null), ('e2', 'A'))
            as listed (event_id, person_id)""")
    return SharedIds(connection)


#    people of a table       what a frame has of them
COLUMNS = [
    (["B", None, "A", "B"],  "category"),
    ([None, None],           "category"),
    ([],                     "category"),
    (["A", "A", "C", "A"],   "category of its own"),
    (["A", "C"],             "string"),
]  # fmt: skip


@pytest.mark.parametrize(("people", "kind"), COLUMNS)
def test_a_column_of_people(ids: SharedIds, people: list[str | None], kind: str) -> None:
    """C has no event: the frame has its people as any text, and all values as they were."""
    table = pa.table({"day": [1] * len(people), "person_id": pa.array(people, pa.string())})
    found = frame(table, ids=ids)
    shared = ids.column("person_id", pa.chunked_array([pa.array(["A"])]))

    assert list(found.columns) == ["day", "person_id"]
    values = found["person_id"].astype(object)
    assert values.where(values.notna(), None).tolist() == people
    assert shared is not None
    assert (found["person_id"].dtype is shared.dtype) is (kind == "category")
    assert found["person_id"].dtype.name.startswith(kind.split(maxsplit=1)[0])


@pytest.mark.parametrize("one", TABLES)
@pytest.mark.parametrize("other", TABLES)
def test_a_join_stays_small(two_months: Path, one: str, other: str) -> None:
    """As many rows as DuckDB joins, and its keys are numbers still; pandas would have made Python texts of them."""
    keys = list(SHARED)
    with linkage.open_release(two_months) as release:
        left, right = release.frame(one)[keys], release.frame(other)[keys]
        listed = ", ".join(keys)
        rows = release.sql(f"""
            select {listed} from {one} as one join {other} as other using ({listed}) order by all""").fetchall()
    joined = left[left.person_id.notna()].merge(right, on=keys)

    assert all(joined[key].dtype is left[key].dtype is right[key].dtype for key in keys)
    assert sorted(joined.itertuples(index=False, name=None)) == rows


def test_only_published_tables_share(two_months: Path) -> None:
    """What a query gives may be any ids; of a month of a long release nobody reads those of all months."""
    with linkage.open_release(two_months) as release:
        asked = release.frame("select event_id from links where test_month = '2026-04'")
        assert asked["event_id"].dtype.name == "string[pyarrow]"
        assert release.frame("links")["event_id"].dtype is release.frame("events")["event_id"].dtype
