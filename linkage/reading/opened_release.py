"""A release opened for analysis: its tables as DuckDB relations and data frames, read and never written."""

import csv
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb
import pyarrow as pa

from linkage.engine.connection import Session, connect
from linkage.engine.quote import identifier, literal
from linkage.errors import ConfigError, InputError
from linkage.reading.labels import Labels
from linkage.reading.release_folder import release_folder, released_manifest
from linkage.reading.released_table import table_files, view_sql
from linkage.reading.tables_by_name import TablesByName
from linkage.release.content import dictionary
from linkage.release.content.published import OF_PEOPLE, TABLES
from linkage.release.problem import refuse
from linkage.release.record.manifest import Manifest
from linkage.release.verify import problems_in

if TYPE_CHECKING:
    import pandas as pd

READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def open_release(path: str | Path, *, verify: bool = False, labels: bool = False) -> "OpenedRelease":
    """
    Open the release at `path`: a release folder (alone, wherever it was put), an output folder or a job file.

    An output folder and a job file give the release that is current now, and go on giving it when a newer one is
    published. `verify` reads every file back first and raises IntegrityError unless all are as they were published.
    With `labels` a data frame has codes as categoricals that bear their meanings; relations have codes always.
    ConfigError when there is no release, or no code lists in it for `labels`; InputError when it is of a newer format
    or lacks a file.
    """
    folder = release_folder(Path(path))
    manifest = released_manifest(folder)
    if verify:
        refuse(problems_in(folder, manifest), manifest.release)
    return OpenedRelease(folder, manifest, labels=labels)


class OpenedRelease(TablesByName):
    """
    The published tables as views of a DuckDB in memory that reaches nothing but their files.

    A table of months has `test_month` (text, YYYY-MM) as its last column. A spell or CIPS that several months hold is
    given once, as the latest of them has it. `connection` is there for what goes
    further: `connection.register("cohort", frame)` puts a data frame beside the tables.
    """

    def __init__(self, folder: Path, manifest: Manifest, *, labels: bool = False) -> None:
        """Make a view of each table of `manifest`; InputError when a file of theirs is not there."""
        self.folder = folder
        self.manifest = manifest
        files = {name: table_files(manifest, name) for name in TABLES}
        self.tables = tuple(name for name, found in files.items() if found)
        wanted = [*(path for found in files.values() for path in found), dictionary.NAME]
        missing = [path for path in wanted if not (folder / path).is_file()]
        if missing:
            raise InputError(
                f"{folder} lacks {len(missing)} of the files of release {manifest.release}, such as {missing[0]}; "
                "copy the whole folder again"
            )
        self.connection = connect(Session(files=tuple(folder / path for path in wanted)))
        for name in self.tables:
            query = view_sql(folder, files[name], once=OF_PEOPLE.get(name, ()))
            self.connection.execute(f"create view {identifier(name)} as {query}")
        self.labels = self._labels() if labels else None

    @property
    def months(self) -> tuple[str, ...]:
        """Every month in the release, YYYY-MM, in order."""
        return self.manifest.months

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """A published table by name; ConfigError when the release has none of that name."""
        return self.connection.table(self._known(name))

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """
        The result of one query over the tables, worked out when it is asked for its rows.

        ConfigError for a statement that does more than read, or for several at once.
        """
        statements = self.connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type not in READS:
            raise ConfigError(
                "a release is only read: give one select. For tables of your own use `connection.execute`"
            )
        return self.connection.sql(query)

    def frame(self, name_or_query: str) -> "pd.DataFrame":
        """
        A published table, or the result of a query, as a pandas data frame with Arrow types.

        Whole numbers stay whole beside missing ones, and dates are dates. ConfigError without pandas.
        """
        if find_spec("pandas") is None:
            raise ConfigError(
                "data frames need pandas, which is in the extra `report`: "
                "pip install 'hes-did-linkage[report]'; `sql` and the tables work without it"
            )
        import pandas as pd  # noqa: PLC0415 - an extra

        known = name_or_query in self.tables
        relation = self.table(name_or_query) if known else self.sql(name_or_query)
        found: pd.DataFrame = narrowed(relation.to_arrow_table()).to_pandas(types_mapper=pd.ArrowDtype)
        return found if self.labels is None else self.labels.put_on(found)

    def dictionary(self, table: str) -> duckdb.DuckDBPyRelation:
        """The columns of a table: type, unit, meaning and source, as data_dictionary.csv of this release has them."""
        path = self.folder / dictionary.NAME
        with path.open(encoding="utf-8", newline="") as file:
            columns = [name for name in next(csv.reader(file)) if name not in {"table", "grain", "key"}]
        listed = ", ".join(f'"{name}"' for name in columns)
        return self.connection.sql(
            f"""
            select {listed} from read_csv({literal(str(path))}, header = true, all_varchar = true)
            where "table" = {literal(self._known(table))}"""
        )

    def close(self) -> None:
        """End the session; relations that were not asked for their rows cannot be any more."""
        self.connection.close()

    def __enter__(self) -> Self:
        """For `with open_release(path) as release`."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def __repr__(self) -> str:
        """Which release this is, and what it holds."""
        return f"<release {self.manifest.release}: {', '.join(self.tables)}; {', '.join(self.months)}>"

    def _labels(self) -> Labels:
        """Which columns have a list, as the dictionary says it, and the lists."""
        if "codes" not in self.tables:
            raise ConfigError(
                f"release {self.manifest.release} has no code lists, an earlier version published it: open it "
                "without labels"
            )
        with (self.folder / dictionary.NAME).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return Labels(
            ((row["column"], row["codes"]) for row in rows if row["codes"]),
            self.codes.select("list, code, meaning").fetchall(),
            (row["column"] for row in rows if row["values"]),
        )

    def _known(self, name: str) -> str:
        if name in self.tables:
            return name
        near = get_close_matches(name, self.tables, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ConfigError(
            f"release {self.manifest.release} has no such table{hint or ': it has ' + ', '.join(self.tables)}"
        )


def narrowed(table: pa.Table) -> pa.Table:
    """The sums of DuckDB, which are of 128 bits, as whole numbers of 64; other decimals as doubles."""
    fields = [
        pa.field(field.name, pa.float64() if field.type.scale else pa.int64())
        if pa.types.is_decimal(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
