"""The comparison of two releases tells every difference by table and column, and no value."""

from pathlib import Path

import duckdb
import pytest

from tests.years.compared import Difference, differences, months_made_before, table_differences

MONTH = "test_month=2019-04"
LINKS = "select 'e1' as event_id, 'linked' as status, 'p1' as person_id, '0001' as release"


def written(folder: Path, table: str, query: str) -> Path:
    """A release folder with one file of a table."""
    target = folder / table / (MONTH if table != "statistics" else "")
    target.mkdir(parents=True)
    duckdb.connect().execute(f"copy ({query}) to '{target}/part.parquet' (format parquet)")
    return folder


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (LINKS, []),
        (LINKS.replace("'0001'", "'0002'"), []),
        (LINKS.replace("'p1'", "'p2'"), ["links.person_id: 1"]),
        (LINKS.replace("'p1'", "null"), ["links.person_id: 1"]),
        (f"{LINKS} union all {LINKS.replace('e1', 'e2')}", ["links.rows of the second alone: 1"]),
        (
            LINKS.replace("e1", "e2"),
            ["links.rows of the first alone: 1", "links.rows of the second alone: 1"],
        ),
        (LINKS.replace("status", "state"), ["links.state in one alone: 0", "links.status in one alone: 0"]),
    ],
)
def test_links(tmp_path: Path, second: str, told: list[str]) -> None:
    first = written(tmp_path / "first", "links", LINKS)
    other = written(tmp_path / "second", "links", second)

    assert [str(found) for found in table_differences(first, other, "links")] == told


def test_the_same_row_in_another_month_is_a_difference(tmp_path: Path) -> None:
    first = written(tmp_path / "first", "links", LINKS)
    other = written(tmp_path / "second", "links", LINKS)
    (other / "links" / MONTH).rename(other / "links" / "test_month=2019-05")

    assert [found.column for found in table_differences(first, other, "links")] == [
        "rows of the first alone",
        "rows of the second alone",
    ]


def test_a_key_that_is_none_is_told(tmp_path: Path) -> None:
    """Else rows would be counted against one another."""
    first = written(tmp_path / "first", "links", f"{LINKS} union all {LINKS}")

    with pytest.raises(ValueError, match="is no key"):
        table_differences(first, first, "links")


def test_statistics_of_the_past_are_left_out(tmp_path: Path) -> None:
    row = """select '2019-04' as period, '{}' as "table", 'b' as breakdown, 'c' as category, 'm' as measure,
        {} as value"""
    first, other = tmp_path / "first", tmp_path / "second"
    for folder, change, rank in ((first, 1, 1), (other, 2, 3)):
        written(
            folder, "statistics", f"{row.format('change', change)} union all {row.format('match_rank', rank)}"
        )

    assert table_differences(first, other, "statistics") == [Difference("statistics", "value", 1)]


@pytest.mark.parametrize(
    ("table", "breakdown", "differs"),
    [
        ("flow", "step", False),
        ("set_aside", "reason", False),
        ("patients_by_setting", "month", False),
        ("data_quality", "apc.postcode", False),
        ("data_quality", "file", False),
        ("data_quality", "did.postcode", True),
        ("data_quality", "provider.postcode", True),
        ("data_quality", "field", True),
        ("match_rank", "rank", True),
        ("linkage_error", "month", True),
    ],
)
def test_statistics_of_a_delivery_are_left_out_of_months_made_before(
    tmp_path: Path, table: str, breakdown: str, differs: bool
) -> None:
    """And of no other month."""
    for name, value in (("first", 1), ("second", 2)):
        written(
            tmp_path / name,
            "statistics",
            f"""select '2019-04' as period, '{table}' as "table", '{breakdown}' as breakdown, 'c' as category,
                'm' as measure, {value} as value""",
        )
    folders = (tmp_path / "first", tmp_path / "second", "statistics")

    assert table_differences(*folders, made_before=["2019-05"]) == [Difference("statistics", "value", 1)]
    assert bool(table_differences(*folders, made_before=["2019-04"])) is differs


def test_one_month_alone(tmp_path: Path) -> None:
    """Of tables with a folder a month, and of statistics."""
    row = """select '{}' as period, 't' as "table", 'b' as breakdown, 'c' as category, 'm' as measure, {} as value"""
    for name in ("first", "second"):
        links = LINKS.replace("'p1'", f"'{name}'")
        written(tmp_path / name, "links", links)
        written(
            tmp_path / name,
            "statistics",
            f"{row.format('2019-04', 1)} union all {row.format('2019-05', len(name))}",
        )
        (tmp_path / name / "links" / "test_month=2019-05").mkdir()
        duckdb.connect().execute(
            f"copy ({LINKS}) to '{tmp_path / name}/links/test_month=2019-05/part.parquet' (format parquet)"
        )
    folders = (tmp_path / "first", tmp_path / "second")

    assert table_differences(*folders, "links", "2019-05") == []
    assert [found.column for found in table_differences(*folders, "links", "2019-04")] == ["person_id"]
    assert table_differences(*folders, "statistics", "2019-04") == []
    assert [found.column for found in table_differences(*folders, "statistics", "2019-05")] == ["value"]


def test_months_of_which_the_links_are_of_an_earlier_release(tmp_path: Path) -> None:
    """By the release that each row of the links names."""
    folder = tmp_path / "0002"
    written(folder, "links", LINKS)
    (folder / "links" / "test_month=2019-05").mkdir()
    duckdb.connect().execute(
        f"""copy ({LINKS.replace("'0001'", "'0002'")})
            to '{folder}/links/test_month=2019-05/part.parquet' (format parquet)"""
    )

    assert months_made_before(folder) == {"2019-04"}


def test_a_release_that_lacks_a_table_is_told(tmp_path: Path) -> None:
    first = written(tmp_path / "first", "links", LINKS)

    with pytest.raises(duckdb.IOException):
        differences(first, first)
