"""What the job supplies: data sets, each with its files and how they are written."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from linkage.config.limits import LimitsTable
from linkage.layouts import every
from linkage.layouts.layout import Dataset, Layout
from linkage.words.names import HOSPITAL

LOOKUPS = ("postcode_directory", "modality", "sites")

DATASETS: tuple[str, ...] = get_args(Dataset)
"""In the order in which their files are numbered."""


def table_of(dataset: str) -> str:
    """The table of the job file that describes a data set."""
    within = "hes." if dataset in HOSPITAL else "lookups." if dataset in LOOKUPS else ""
    return f"{within}{dataset}"


@dataclass(frozen=True)
class Source:
    """One data set of the job."""

    dataset: str
    """One of DATASETS."""
    files: tuple[Path, ...]
    """Expanded, in order of precedence: a row of a later file replaces one of an earlier."""
    delimiter: str
    names: Mapping[str, str]
    """Name in the user's header -> name in the layout."""
    person_id: str | None
    """HES: the column that holds the person key; None for DID, and when the job has none."""
    column_order: tuple[str, ...]
    """HES: names in order, for files without a header line; empty when files have one."""
    root: Path
    """The job's folder; messages and `input_file.path` are relative to it."""
    absent: tuple[str, ...] = ()
    """DID: our names of columns to link by that the job declares this delivery not to have."""
    unpacked_times: int = 100
    """How many times its own size a compressed file may unpack to ([limits] unpacked_times)."""
    row_lines: int = LimitsTable().row_lines
    """Over how many lines of a text file a row may go ([limits] row_lines)."""
    row_characters: int = LimitsTable().row_characters
    """How many characters such a row may have ([limits] row_characters)."""
    max_damaged_key_share: float = 0.01
    """Rows whose key lost its digits, or is borne by several people: up to this share set aside, above it refused."""
    replace: str = "rows"
    """What a later file replaces: rows of the same key; HES: its whole data year; DID: its provider's whole month."""
    data_years: Mapping[str, str] = field(default_factory=dict)
    """HES: pattern of files -> their data year, whatever their names say."""
    final_files: tuple[str, ...] = ()
    """DID: patterns of the files that are final submissions; without any, the names say it."""
    dates: Mapping[str, str] = field(default_factory=dict)
    """How columns of dates are spelt, by their names, where the job says so; see layouts/spelt/date_spelling."""
    max_contrary_date_share: float = 0.05
    """Of a column's dates with the year last: up to this share may contradict the others' order of day and month."""
    max_unreadable_date_share: float = 0.5
    """Of a column's dates: up to this share may be none in any spelling; above it the file is refused."""
    tell_lost_share: float = 0.01
    """Of the values of an identifier or of dates: what loses more than this share to one reason is told."""
    addresses: Mapping[Path, str] = field(default_factory=dict)
    """Of files that were fetched from a store, where they lie there."""
    layout: str = ""
    """How its files are written: one of the layouts of the data set, or the usual one."""

    @property
    def made_from(self) -> Layout:
        """What is said of that layout."""
        return every.layout(self.dataset, self.layout)

    @property
    def key(self) -> str:
        """The table of the job file that describes this data set, as a message names it."""
        return table_of(self.dataset)

    def name_of(self, path: Path) -> str:
        """The path of one of its files relative to the job's folder, with forward slashes; or its address."""
        if address := self.addresses.get(path):
            return address
        return Path(os.path.relpath(path, self.root)).as_posix()

    @property
    def reading(self) -> str:
        """How its files are written and what their columns are called, as one text: another text reads other rows."""
        said = repr((self.delimiter, sorted(self.names.items()), self.person_id, self.column_order))
        said += f" {sorted(self.dates.items())}" if self.dates else ""
        if self.made_from.is_usual:
            return said
        columns = hashlib.sha256(repr(self.made_from.columns).encode()).hexdigest()
        return f"{said} {self.made_from.name} {columns}"


@dataclass(frozen=True)
class InputFile:
    """One file of one data set."""

    file_id: int
    """Place in order of precedence, from 1."""
    source: Source
    path: Path

    @property
    def name(self) -> str:
        """The path relative to the job's folder, with forward slashes."""
        return self.source.name_of(self.path)

    @property
    def rows_table(self) -> str:
        """The passing table that holds this file's rows while they are sorted out."""
        return f"input_rows_{self.file_id}"

    @property
    def came_table(self) -> str:
        """And the one that holds them as they came, before their values are read."""
        return f"input_came_{self.file_id}"


def input_files(sources: Sequence[Source]) -> Iterator[InputFile]:
    """Every file of the job, numbered in order of data set and then of precedence."""
    ordered = sorted(sources, key=lambda source: DATASETS.index(source.dataset))
    pairs = [(source, path) for source in ordered for path in source.files]
    return (InputFile(number, source, path) for number, (source, path) in enumerate(pairs, 1))
