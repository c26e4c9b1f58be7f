"""The tables of a release, read and never written: DuckDB relations, data frames, Arrow data sets, polars scans."""

import csv
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb

from linkage.engine.connection import Session, connect
from linkage.engine.quote import identifier, literal
from linkage.errors import ConfigError, InputError
from linkage.reading import frames
from linkage.reading.asked_draws import drawn_months
from linkage.reading.draw_sql import drawn_views
from linkage.reading.labels import Labels
from linkage.reading.query.one_select import refuse_more
from linkage.reading.query.some_columns import some_columns
from linkage.reading.released_table import table_files, view_sql
from linkage.reading.scans import dataset, polars_scan
from linkage.reading.tables_by_name import TablesByName
from linkage.release.content import dictionary
from linkage.release.content.published import OF_PEOPLE, TABLES
from linkage.release.record.manifest import Manifest

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow.dataset as ds


class OpenedTables(TablesByName):
    """
    The published tables as views of a DuckDB in memory that reaches nothing but their files.

    A table of months has `test_month` (text, YYYY-MM) as its last column. A person's hospital records
    are given once, those of the latest month that has the person; `cips_by_month` and so on have them as every month
    does. `connection` is there for what goes further: `connection.register("cohort", frame)` puts a data frame beside
    the tables.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        passing: "TemporaryDirectory[str] | None" = None,
        *,
        labels: bool = False,
    ) -> None:
        """
        Make a view of each table of `manifest`; InputError when a file of theirs is not there.

        `passing` is a folder that goes when the release is closed.
        """
        self._passing = passing
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
            if name in OF_PEOPLE:
                every = view_sql(folder, files[name])
                self.connection.execute(f"create view {identifier(f'{name}_by_month')} as {every}")
        if "link_draws" in self.tables:
            for name, query in drawn_views(drawn_months(manifest)).items():
                self.connection.execute(f"create view {identifier(name)} as {query}")
        self.labels = self._labels() if labels else None

    @property
    def months(self) -> tuple[str, ...]:
        """Every month in the release, YYYY-MM, in order."""
        return self.manifest.months

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """
        A published table by name; ConfigError when the release has none of that name.

        InputError when the release was taken away after it was opened.
        """
        return self.connection.table(self._known(name))

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """
        The result of one query over the tables, worked out when it is asked for its rows.

        ConfigError for a statement that does more than read, or for several at once; InputError as in `table`.
        """
        self.still_there()
        refuse_more(self.connection, query)
        return self.connection.sql(query)

    def frame(self, name_or_query: str, columns: Iterable[str] | None = None) -> "pd.DataFrame":
        """
        A published table, or the result of a query, as a pandas data frame; of all `columns`, or of those named.

        Codes and words that repeat are categoricals, everything else has Arrow types: whole numbers stay whole beside
        missing ones, and dates are dates. Ids and keys are texts, and rows that are taken out and handed on bear their
        own alone; so is a column that a query gives a name of its own. ConfigError without pandas.
        """
        known = name_or_query in self.tables
        whole = self.table(name_or_query) if known else self.sql(name_or_query)
        relation = some_columns(whole, columns)
        found = frames.frame(relation.to_arrow_table(), published=known)
        return found if self.labels is None else self.labels.put_on(found)

    def dataset(self, name: str) -> "ds.Dataset":
        """
        A published table as an Arrow data set, which reads what is asked of it and no more.

        Its rows are as the files have them: a record that several months hold is there once in each.
        """
        return dataset(self.folder, self._known(name), table_files(self.manifest, name))

    def lazy(self, name: str) -> "pl.LazyFrame":
        """A published table as a polars LazyFrame, as `table` gives it; ConfigError without polars."""
        files = table_files(self.manifest, self._known(name))
        return polars_scan(self.folder, files, OF_PEOPLE.get(name, ()))

    def dictionary(self, table: str) -> duckdb.DuckDBPyRelation:
        """The columns of a table: type, unit, meaning and source, as data_dictionary.csv of this release has them."""
        known, path = self._known(table), self.folder / dictionary.NAME
        with path.open(encoding="utf-8", newline="") as file:
            columns = [name for name in next(csv.reader(file)) if name not in {"table", "grain", "key"}]
        listed = ", ".join(f'"{name}"' for name in columns)
        return self.connection.sql(
            f"""
            select {listed} from read_csv({literal(str(path))}, header = true, all_varchar = true)
            where "table" = {literal(known)}"""
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

    def still_there(self) -> None:
        """InputError when the release was taken away after it was opened: rows are read when they are asked for."""
        if not self.folder.is_dir():
            raise InputError(
                f"release {self.manifest.release} was taken away after it was opened here, as `linkage gc` does with "
                "one that is neither among the last ones nor signed off: open the current one, and sign off what an "
                "analysis rests on (`linkage releases approve`)"
            )

    def _known(self, name: str) -> str:
        self.still_there()
        if name in self.tables:
            return name
        near = get_close_matches(name, self.tables, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ConfigError(
            f"release {self.manifest.release} has no such table{hint or ': it has ' + ', '.join(self.tables)}"
        )
