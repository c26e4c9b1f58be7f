"""A release while it is being written, in work/, where no reader looks."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.errors import IntegrityError
from linkage.release import dictionary, disk, journal, published
from linkage.release.carry import STATISTICS, carry_over, statistics_sql
from linkage.release.csv_text import csv_bytes
from linkage.release.layout import Layout
from linkage.release.manifest import Manifest
from linkage.release.published import PARTITIONED, Options
from linkage.release.secure import write_secure
from linkage.tables import contract

DEFAULT_OPTIONS = Options()


@dataclass
class Draft:
    """An unpublished release: its two folders and, once written, what its tables were written from."""

    layout: Layout
    number: str
    month: str | None = None
    previous: Manifest | None = None
    options: Options = DEFAULT_OPTIONS

    @property
    def folder(self) -> Path:
        """What will be releases/NNNN; whatever is put here is published."""
        return self.layout.work / f"release-{self.number}"

    @property
    def secure(self) -> Path:
        """What will be secure/NNNN."""
        return self.layout.work / f"secure-{self.number}"

    def write_tables(
        self, engine: Engine, month: str, previous: Manifest | None, options: Options = DEFAULT_OPTIONS
    ) -> None:
        """
        Write the run's tables for `month` and take over the other months of the release `previous`.

        links, pathways, events, spells, cips, statistics and what `write_secure` reads must be in the engine.
        """
        self.month, self.previous, self.options = month, previous, options
        misplaced = _count(engine, f"statistics where period <> {literal(month)}")
        if misplaced:
            raise IntegrityError(f"table statistics: {misplaced:,} rows are of another month than {month}")
        if options.person_pads:
            published.make_person_pseudonyms(engine, options.person_pads)
        paths = {name: f"{name}/test_month={month}/part-0.parquet" for name in PARTITIONED}
        for name, path in paths.items():
            query = published.month_sql(contract(name), options)
            kept = f"{name} as published{published.people_sql(contract(name), options)}"
            self._write(engine, name, query, path, rows=_count(engine, kept))
        statistics = statistics_sql(engine, self.layout, previous, month, contract("statistics"))
        self._write(
            engine, "statistics", statistics, STATISTICS, rows=_count(engine, f"({statistics}) as united")
        )
        self._write_statistics_csv()
        carry_over(self.layout, previous, month, self.folder)
        disk.write(self.folder / dictionary.NAME, dictionary.dictionary_bytes(options))
        write_secure(engine, self.secure)

    def _write(self, engine: Engine, name: str, query: str, path: str, *, rows: int) -> None:
        """Write one file in the order of its key; read back that it has the rows and types promised."""
        table, target = contract(name), self.folder / path
        disk.make_folder(target.parent)
        engine.write_parquet(
            f"select * from ({query}) as unsorted order by {published.order_sql(table)}", target
        )
        disk.set_mode(target, disk.PRIVATE_FILE)
        written = pq.read_metadata(target)
        if not written.schema.to_arrow_schema().equals(
            published.schema(published.columns(table, self.options))
        ):
            raise IntegrityError(f"{path}: the columns written are not those of the contract of {name}")
        if written.num_rows != rows:
            raise IntegrityError(f"{path}: {written.num_rows:,} rows were written where {rows:,} were due")

    def _write_statistics_csv(self) -> None:
        rows = pq.read_table(self.folder / STATISTICS)
        content = csv_bytes(
            rows.column_names, zip(*(column.to_pylist() for column in rows.columns), strict=True)
        )
        disk.write((self.folder / STATISTICS).with_suffix(".csv"), content)


def start_draft(layout: Layout, number: str) -> Draft:
    """Begin release `number`, which is spent from now on; its folder in work/ is empty."""
    if int(number) < int(layout.next_number()):
        raise IntegrityError(f"release number {number} has been used before; take the next one")
    journal.append(layout.journal, journal.STARTED, number)
    draft = Draft(layout, number)
    disk.make_folder(draft.folder)
    disk.make_folder(draft.secure)
    return draft


def _count(engine: Engine, source: str) -> int:
    return int(str(engine.scalar(f"select count(*) from {source}")))
