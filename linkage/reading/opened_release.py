"""A release opened for analysis: its tables as DuckDB relations and data frames, read and never written."""

import csv
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb

from linkage.engine.connection import Session, connect
from linkage.engine.quote import identifier, literal
from linkage.errors import ConfigError, InputError
from linkage.reading.release_folder import opened_folder, released_manifest, removed_if_it_fails
from linkage.reading.released_table import narrowed, table_files, view_sql
from linkage.release.content import dictionary
from linkage.release.content.published import OF_PEOPLE, PARTITIONED, WHOLE
from linkage.release.problem import refuse
from linkage.release.record.manifest import Manifest
from linkage.release.verify import problems_in

if TYPE_CHECKING:
    import pandas as pd

READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def open_release(
    path: str | Path, *, verify: bool = False, local: str | Path | None = None
) -> "OpenedRelease":
    """
    Open the release at `path`: a release folder (alone, wherever it was put), an output folder or a job file.

    Or an address in an object store, of an output or of a release in it, whose files are brought into the folder
    `local`, to be found there the next time; without one into a passing folder, which goes when the release is closed.

    An output folder and a job file give the release that is current now, and go on giving it when a newer one is
    published. `verify` reads every file back first and raises IntegrityError unless all are as they were published.
    ConfigError when there is no release, InputError when it is of a newer format or lacks a file.
    """
    folder, passing = opened_folder(path, local)
    with removed_if_it_fails(passing):
        manifest = released_manifest(folder)
        if verify:
            refuse(problems_in(folder, manifest), manifest.release)
        return OpenedRelease(folder, manifest, passing)


class OpenedRelease:
    """
    The published tables as views of a DuckDB in memory that reaches nothing but their files.

    A table of months has `test_month` (text, YYYY-MM) as its last column. A spell or CIPS that several months hold is
    given once, as the latest of them has it. `connection` is there for what goes
    further: `connection.register("cohort", frame)` puts a data frame beside the tables.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, passing: "TemporaryDirectory[str] | None" = None
    ) -> None:
        """
        Make a view of each table of `manifest`; InputError when a file of theirs is not there.

        `passing` is a folder that goes when the release is closed.
        """
        self._passing = passing
        self.folder = folder
        self.manifest = manifest
        files = {name: table_files(manifest, name) for name in (*PARTITIONED, *WHOLE)}
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
            query = view_sql(folder, files[name], once=OF_PEOPLE.get(name, ""))
            self.connection.execute(f"create view {identifier(name)} as {query}")

    @property
    def months(self) -> tuple[str, ...]:
        """Every month in the release, YYYY-MM, in order."""
        return self.manifest.months

    @property
    def links(self) -> duckdb.DuckDBPyRelation:
        """One row per event: whose it is, and how sure that is."""
        return self.table("links")

    @property
    def pathways(self) -> duckdb.DuckDBPyRelation:
        """One row per linked event, hospital record and relation; count events where is_primary."""
        return self.table("pathways")

    @property
    def events(self) -> duckdb.DuckDBPyRelation:
        """One row per event, linked or not."""
        return self.table("events")

    @property
    def spells(self) -> duckdb.DuckDBPyRelation:
        """One row per provider spell of people with a linked event, as the latest of their months has it."""
        return self.table("spells")

    @property
    def cips(self) -> duckdb.DuckDBPyRelation:
        """One row per continuous inpatient spell of the same people, likewise."""
        return self.table("cips")

    @property
    def statistics(self) -> duckdb.DuckDBPyRelation:
        """One row per number of the report."""
        return self.table("statistics")

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
        return found

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
        if self._passing is not None:
            self._passing.cleanup()

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

    def _known(self, name: str) -> str:
        if name in self.tables:
            return name
        near = get_close_matches(name, self.tables, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ConfigError(
            f"release {self.manifest.release} has no such table{hint or ': it has ' + ', '.join(self.tables)}"
        )
