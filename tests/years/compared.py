"""Two releases table by table: the tables and columns that differ, and in how many rows; no value of any."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from linkage.release.content.published import DRAWN, PARTITIONED, WHOLE
from linkage.tables import contract

OF_THE_RELEASE = ("release",)
"""Columns that say which release a row was made in."""

OF_HISTORY = ("change", "first_publication", "three_month_publication")
"""Tables of `statistics` that say how a month stood before: a release from scratch has another past."""

OF_A_DELIVERY: Mapping[str, str] = {
    """"table" = 'flow'""": "the rows of its files, and what became of them, as the run that made the month read them",
    """"table" = 'set_aside'""": "rows set aside for the month and those of no month, in the files of that run",
    """"table" = 'recall' and breakdown = 'relation'""": "hospital contacts of less probable people, whoever they are",
    """"table" = 'patients_by_setting'""": "everybody in hospital in the month, most of whom have no event in it",
    """"table" = 'data_quality' and breakdown <> 'field' and breakdown not like 'provider.%'
        and breakdown not like 'did.%'""": "rows of files, of hospital records and of person keys by their state",
}
"""Conditions on rows of `statistics` that are of the delivery which a month was made from, and what they count: a later
delivery that changes nobody of the month leaves them as they are."""

EVERY = "*"
"""In place of a month: all of them."""

KEYS: Mapping[str, tuple[str, ...]] = {"statistics": ("period", "table", "breakdown", "category", "measure")}
"""Keys of the tables whose contract has none of its own, or is of one month."""


@dataclass(frozen=True, order=True)
class Difference:
    """A table, or a column of it, in which two releases differ."""

    table: str
    column: str
    """`rows of the first alone`, `rows of the second alone`, or a column's name."""
    rows: int

    def __str__(self) -> str:
        """As a test tells it."""
        return f"{self.table}.{self.column}: {self.rows}"


def differences(
    first: Path, second: Path, month: str = EVERY, made_before: Collection[str] = ()
) -> list[Difference]:
    """
    Every difference between two release folders but the columns of the release; none when they are the same.

    Of all months or of one. Of the months `made_before` what is of their delivery is left out.

    Tables of draws are there where a job asks for them; a release that lacks any other is an error.
    """
    return [
        found
        for table in (*PARTITIONED, *WHOLE)
        if table not in DRAWN or (first / table).is_dir() or (second / table).is_dir()
        for found in table_differences(first, second, table, month, made_before)
    ]


def months_made_before(release: Path) -> frozenset[str]:
    """The months of a release that were linked for an earlier one."""
    with duckdb.connect(config={"threads": 1}) as connection:
        _opened(connection, release, "links", "a")
        found = connection.execute("select test_month, max(release) from a group by test_month").fetchall()
    return frozenset(month for month, number in found if number != release.resolve().name)


def table_differences(
    first: Path, second: Path, table: str, month: str = EVERY, made_before: Collection[str] = ()
) -> list[Difference]:
    """The differences of one table, month by month as it lies in its folders; see `differences`."""
    with duckdb.connect(config={"threads": 1}) as connection:
        columns = [
            set(_opened(connection, folder, table, name, month, made_before))
            for name, folder in (("a", first), ("b", second))
        ]
        only = [Difference(table, f"{column} in one alone", 0) for column in sorted(columns[0] ^ columns[1])]
        key = (*KEYS.get(table, contract(table).key), *(["test_month"] if table in PARTITIONED else []))
        joined = " and ".join(f'a."{name}" is not distinct from b."{name}"' for name in key)
        compared = sorted((columns[0] & columns[1]) - set(key) - set(OF_THE_RELEASE))
        counts = ", ".join(
            f'count(case when a."{name}" is distinct from b."{name}" then 1 end)' for name in compared
        )
        repeated = [
            _count(connection, f"select count(*) - count(distinct ({_listed(key)})) from {name}")
            for name in "ab"
        ]
        if any(repeated):
            raise ValueError(f"{table}: {', '.join(key)} is no key of it")
        alone = [
            Difference(table, f"rows of the {which} alone", rows)
            for which, one, other in (("first", "a", "b"), ("second", "b", "a"))
            if (rows := _count(connection, f"select count(*) from {one} anti join {other} on {joined}"))
        ]
        found = connection.execute(f"select {counts} from a join b on {joined}").fetchall()[0]
    return [
        *only,
        *alone,
        *(Difference(table, name, n) for name, n in zip(compared, found, strict=True) if n),
    ]


def rows_of(release: Path, table: str) -> int:
    """How many rows a table has, over all months."""
    with duckdb.connect() as connection:
        _opened(connection, release, table, "a")
        return _count(connection, "select count(*) from a")


def _opened(
    connection: duckdb.DuckDBPyConnection,
    release: Path,
    table: str,
    name: str,
    month: str = EVERY,
    made_before: Collection[str] = (),
) -> list[str]:
    """A table of a release under a name, with `test_month` where it has months; gives its columns."""
    pattern = (
        f"{release}/{table}/test_month={month}/*.parquet"
        if table in PARTITIONED
        else f"{release}/{table}/*.parquet"
    )
    wanted = "where " + _compared_sql(month, made_before) if table == "statistics" else ""
    months = str(table in PARTITIONED).lower()
    connection.execute(
        f"""create table {name} as select * from read_parquet('{pattern}', hive_partitioning = {months},
            hive_types_autocast = false) {wanted}"""
    )
    return [str(row[0]) for row in connection.execute(f"describe {name}").fetchall()]


def _compared_sql(month: str, made_before: Collection[str]) -> str:
    """Which rows of the statistics are compared."""
    wanted = [f"""("table" not in {OF_HISTORY})"""]
    if month != EVERY:
        wanted.append(f"period = '{month}'")
    if made_before:
        listed = ", ".join(f"'{name}'" for name in sorted(made_before))
        left_out = " or ".join(f"({condition})" for condition in OF_A_DELIVERY)
        wanted.append(f"not (period in ({listed}) and ({left_out}))")
    return " and ".join(wanted)


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])
