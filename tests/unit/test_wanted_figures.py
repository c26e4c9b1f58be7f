"""
Conditions on figures beside those of Arrow's data sets: the same rows, and none of which it is not known.

    category    is "a"    is less than "b"    is one of "a", "c"
    a           yes       yes                 yes
    b           no        no                  no
    c           no        no                  yes
    null        no        no                  no
"""

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from linkage.commands.report.wanted import Wanted, is_among, is_equal, is_less

ROWS = pa.table(
    {
        "category": pa.array([one for one in ("a", "b", "c", None) for _ in range(3)], type=pa.string()),
        "period": pa.array(["2019-10", "2019-11", None] * 4, type=pa.string()),
    }
)
CATEGORY, PERIOD = ds.field("category"), ds.field("period")
A, EARLY, SOME = is_equal("category", "a"), is_less("period", "2019-11"), is_among("category", ["a", "c"])
OURS_AND_ARROWS = [
    (A, CATEGORY == "a"),
    (is_less("category", "b"), CATEGORY < "b"),
    (SOME, CATEGORY.isin(["a", "c"])),
    (is_among("category", ()), CATEGORY.isin(pa.array([], type=pa.string()))),
    (A & EARLY, (CATEGORY == "a") & (PERIOD < "2019-11")),
    (A | EARLY, (CATEGORY == "a") | (PERIOD < "2019-11")),
    ((SOME & EARLY) | A, (CATEGORY.isin(["a", "c"]) & (PERIOD < "2019-11")) | (CATEGORY == "a")),
]


@pytest.mark.parametrize(("ours", "arrows"), OURS_AND_ARROWS, ids=range(len(OURS_AND_ARROWS)))
def test_the_rows_are_those_of_a_data_set(ours: Wanted, arrows: ds.Expression) -> None:
    """Whatever is null."""
    assert ROWS.filter(ours.holds(ROWS)).equals(ds.dataset(ROWS).to_table(filter=arrows))


def test_the_table_above() -> None:
    """As it stands there."""
    found = [
        set(ROWS.filter(one.holds(ROWS))["category"].to_pylist())
        for one in (A, is_less("category", "b"), SOME)
    ]

    assert found == [{"a"}, {"a"}, {"a", "c"}]
