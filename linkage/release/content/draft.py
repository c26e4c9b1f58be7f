"""A release while it is being written, in work/, where no reader looks."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.contract import keep_written
from linkage.engine.quote import literal
from linkage.errors import IntegrityError
from linkage.release import disk, journal
from linkage.release.content import code_lists, dictionary, published
from linkage.release.content.carry import (
    STATISTICS,
    carried,
    carry_kept,
    carry_over,
    has_whole,
    month_rows_sql,
    statistics_sql,
)
from linkage.release.content.csv_text import csv_bytes
from linkage.release.content.ordered_file import keep_as_due, write_ordered
from linkage.release.content.published import OF_PEOPLE, PARTITIONED, Options
from linkage.release.content.returns import write_returns
from linkage.release.content.same_file import write_same
from linkage.release.content.secure import write_secure
from linkage.release.homes.noted import note
from linkage.release.layout import Layout
from linkage.release.record.file import File
from linkage.release.record.manifest import Manifest
from linkage.tables import contract

DEFAULT_OPTIONS = Options()


@dataclass
class Draft:
    """An unpublished release: its three folders and, once written, what its tables were written from."""

    layout: Layout
    number: str
    month: str | None = None
    previous: Manifest | None = None
    options: Options = DEFAULT_OPTIONS
    taken: dict[str, File] = field(default_factory=dict)
    """Files of the release before that have a second name here, by path."""

    @property
    def folder(self) -> Path:
        """What will be releases/NNNN; whatever is put here is published."""
        return self.layout.work / f"release-{self.number}"

    @property
    def secure(self) -> Path:
        """What will be secure/NNNN."""
        return self.layout.work / f"secure-{self.number}"

    @property
    def kept(self) -> Path:
        """What will be state/kept/NNNN."""
        return self.layout.work / f"kept-{self.number}"

    @property
    def told(self) -> Options:
        """What its dictionary tells of: draws too where a month that was taken over has them."""
        has_draws = (self.folder / published.DRAWN[0]).is_dir()
        return replace(self.options, link_draws=max(self.options.link_draws, int(has_draws)))

    def begin(self, month: str, previous: Manifest | None, options: Options) -> None:
        """Say which month this release is of, beside which release, and in what form."""
        self.month, self.previous, self.options = month, previous, options

    def write_tables(
        self, engine: Engine, month: str, previous: Manifest | None, options: Options = DEFAULT_OPTIONS
    ) -> None:
        """
        Write the run's tables for `month` and take over the other months of the release `previous`.

        links, pathways, events, spells, cips, statistics and what `write_secure` reads must be in the engine.
        """
        self.begin(month, previous, options)
        self.write_month(engine, month)
        self.write_rest(engine, (month,))

    def write_month(self, engine: Engine, month: str, *, beside: bool = False) -> None:
        """
        Write the tables of a month that was linked, and what stays inside.

        `beside`: it is not the month that the release is of, and has a folder of its own in secure/.
        """
        published.make_pseudonyms(engine, self.options)
        for name in published.of_month(self.options):
            whose = published.people_sql(contract(name), self.options)
            rows = None if name in published.LATE else _count(engine, f"{name} as published{whose}")
            query = published.month_sql(contract(name), self.options)
            self._write(engine, name, query, month_path(name, month), rows=rows)
        before = (file.sha256 for file in self.previous.inputs) if self.previous else ()
        secure = self.secure / f"test_month={month}" if beside else self.secure
        write_secure(engine, secure, month, before)
        write_returns(engine, secure, self.number, month)

    def take_back(self, month: str) -> None:
        """Remove the tables of a month again, so that it is taken over; what is kept of it stays as it was written."""
        for name in PARTITIONED:
            disk.remove((self.folder / month_path(name, month)).parent)
        disk.remove(self.secure / f"test_month={month}")

    def write_rows(
        self, engine: Engine, name: str, query: str, month: str, *, rows: int | None = None
    ) -> None:
        """Write a table of a month of the release before anew, from a query in the columns of today; it has `rows`."""
        due = _count(engine, f"({query}) as again") if rows is None else rows
        self._write(engine, name, query, month_path(name, month), rows=due)

    def write_rest(self, engine: Engine, made: Collection[str], kept: Collection[str] = ()) -> None:
        """
        Write the statistics, of the months `made` from the engine, and take over what is of other months.

        Of the months `kept`, what is kept was written anew.
        """
        listed = ", ".join(literal(month) for month in made) or "''"
        misplaced = _count(engine, f"statistics where period not in ({listed})")
        if misplaced:
            expected = ", ".join(made)
            raise IntegrityError(f"table statistics: {misplaced:,} rows are of another month than {expected}")
        statistics = statistics_sql(engine, self.layout, self.previous, made, contract("statistics"))
        self._write(
            engine, "statistics", statistics, STATISTICS, rows=_count(engine, f"({statistics}) as united")
        )
        self._write_statistics_csv()
        self.taken |= carried(self.previous, made)
        carry_over(self.layout, self.previous, made, self.folder)
        carry_kept(self.layout, self.previous, {*made, *kept}, self.kept)
        self._divide_whole(engine, made)
        self.write_same(dictionary.NAME, dictionary.dictionary_bytes(self.told))
        self.write_same(code_lists.PATH, code_lists.code_bytes())

    def write_same(self, path: str, content: bytes) -> None:
        """Write a file that says the same in most releases; see `same_file`."""
        write_same(self.layout, self.previous, self.folder, path, content)

    def _divide_whole(self, engine: Engine, made: Collection[str]) -> None:
        """Give each month its own spells and CIPS, where an earlier version had one file for all."""
        for name in OF_PEOPLE:
            if self.previous is None or not has_whole(self.previous, name):
                continue
            columns = published.columns(contract(name), self.options)
            for month in sorted(set(self.previous.months) - set(made)):
                query = month_rows_sql(engine, self.layout, self.previous, name, month, columns)
                self.write_rows(engine, name, query, month)

    def _write(self, engine: Engine, name: str, query: str, path: str, *, rows: int | None) -> None:
        """Write a file in the order of its key; read back that its types, and rows or contract, are right."""
        table, target = contract(name), self.folder / path
        disk.make_folder(target.parent)
        write_ordered(engine, query, table, target)
        keep_as_due(target, published.columns(table, self.options), path, rows)
        if rows is None:
            keep_written(engine, table, target)

    def _write_statistics_csv(self) -> None:
        rows = pq.ParquetFile(self.folder / STATISTICS).read()
        content = csv_bytes(
            rows.column_names, zip(*(column.to_pylist() for column in rows.columns), strict=True)
        )
        disk.write((self.folder / STATISTICS).with_suffix(".csv"), content)


def start_draft(layout: Layout, number: str) -> Draft:
    """Begin release `number`, which is spent from now on; its folder in work/ is empty."""
    if int(number) < int(layout.next_number()):
        raise IntegrityError(f"release number {number} has been used before; take the next one")
    note(layout, journal.STARTED, number)
    draft = Draft(layout, number)
    disk.make_folder(draft.folder)
    disk.make_folder(draft.secure)
    disk.make_folder(draft.kept)
    return draft


def month_path(name: str, month: str) -> str:
    """Where a release has the rows of a month."""
    return f"{name}/test_month={month}/part-0.parquet"


def _count(engine: Engine, source: str) -> int:
    return engine.count(f"select count(*) from {source}")
