"""
A year of a world's imaging files in which things happen, for whoever looks at reports for the first time.

One trust sends no NHS numbers from the third month before the end on; another forgets the last month but one, and sends
it with the last. The truth stays as it was made: it is the same people who were imaged.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..settings import WorldSettings

WITHOUT_NUMBERS, FORGETFUL = "RZ3", "RZ5"
"""The two trusts; both have several sites, and no merger touches them: see activity/providers.py."""
MONTHS_WITHOUT = 3
STATUS, SITE = 1, 16
"""Places in a row of DID version 1; the NHS number comes first."""
NOT_TRACED = "03"
LATE = "DID_{month}_late.csv"


@dataclass(frozen=True)
class EventfulYear:
    """The months of a world, and the rows of its imaging files as they were made."""

    folder: Path
    """Where the imaging files of the job lie."""
    months: tuple[str, ...]
    made: Mapping[str, tuple[tuple[str, ...], ...]]
    """Rows by the name of the file."""

    @property
    def without_numbers(self) -> tuple[str, ...]:
        """The months in which one trust sends no NHS numbers."""
        return self.months[-MONTHS_WITHOUT:]

    @property
    def late(self) -> str:
        """The month whose rows of one trust come with the second delivery."""
        return self.months[-2]

    @property
    def late_file(self) -> str:
        """The file that they come in."""
        return LATE.format(month=self.late)

    @property
    def is_whole(self) -> bool:
        """Whether the second delivery has come: its last file lies in the folder."""
        return (self.folder / self.late_file).exists()

    def deliver(self, *, whole: bool) -> None:
        """Bring the folder to the state after the first delivery, all months but the last, or after the second."""
        wanted = dict(self.delivered(whole=whole))
        for name in (*self.made, self.late_file):
            if name not in wanted:
                (self.folder / name).unlink(missing_ok=True)
        for name, rows in wanted.items():
            put(self.folder / name, rows)

    def delivered(self, *, whole: bool) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """Each file with its rows; the one that comes late is the last, so that where it lies nothing is missing."""
        late = f"DID_{self.late}.csv"
        for name, rows in self.made.items():
            sent = [self.as_sent(row, name) for row in rows]
            if name == late:
                yield name, [row for row in sent if trust(row) != FORGETFUL]
            elif whole or name < late:
                yield name, sent
        if whole:
            yield self.late_file, [row for row in self.made[late] if trust(row) == FORGETFUL]

    def as_sent(self, row: tuple[str, ...], name: str) -> tuple[str, ...]:
        """A row of a file as its trust sends it."""
        if trust(row) != WITHOUT_NUMBERS or name < f"DID_{self.without_numbers[0]}":
            return row
        return "", NOT_TRACED, *row[STATUS + 1 :]


def eventful_year(directory: Path, settings: WorldSettings) -> EventfulYear:
    """The year of a world that has just been made in `directory`: three months at least, as DID version 1 in text."""
    folder = directory.resolve() / "did"
    months = tuple(f"{start:%Y-%m}" for start in settings.month_starts)
    names = sorted(path.name for path in folder.glob("DID_????-??.csv"))
    made = {name: tuple(rows_of(folder / name)) for name in names}
    return EventfulYear(folder, months, made)


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    """The rows of an imaging file."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from map(tuple, csv.reader(lines))


def trust(row: tuple[str, ...]) -> str:
    """The trust of a row, by its site; blank where the row is too short for one."""
    return row[SITE][:3] if len(row) > SITE else ""


def put(path: Path, rows: list[tuple[str, ...]]) -> None:
    """Write a file whole; one that says the same stays."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    content = text.getvalue().encode()
    if path.is_file() and path.read_bytes() == content:
        return
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
