"""What was found of the values of a column: how its dates are read, and what is lost; counted, never shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from linkage import tables
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.layouts.spelt import date_spelling as spelling
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.source import InputFile, Source
from linkage.steps.inputs.values.settle import Settled, unreadable
from linkage.steps.inputs.values.spelt import DateColumn

FEWEST_LOST = 5
"""Fewer values lost are told by the report alone, whatever their share."""


@dataclass(frozen=True)
class Note:
    """One thing that was found of a column of a file."""

    column: str
    """Our name of it."""
    what: str
    """One of WORDS or LOST."""
    shape: str
    """What such a value looks like (dd/mm/yyyy, Aaa 99); empty where that says nothing."""
    records: int
    """Rows that are so."""
    of_records: int
    """Rows of the column that hold something."""


WORDS = {
    "order_file": "each day and month can be read both ways in {some}; they are read as {shape}, which other columns "
    "of dates in the file are written in",
    "order_layout": "each day and month can be read both ways in {some}, and no column of dates in the file tells; "
    "they are read as {shape}, as the layout says: if they are not, say so with {setting}",
    "serial": "{some} are numbers, read as the days that a spreadsheet counts from 1899-12-30",
    "time": "{some} have a time of day besides midnight; they are read as the day that is written",
    "utc_midnight": "{some} are written as an hour or two before midnight in the time of Greenwich; they are read as "
    "midnight of the day after, by the clocks of a British summer",
    "declared_none": "{some} are written otherwise than {setting} says, and none is written so; they are read as "
    "{shape}: correct the setting",
    "declared_some": "{some} are written otherwise than {setting} says; they are read as {shape}, since they cannot be "
    "confused",
    "mixed": "{some} are written {shape}, unlike the others; they are read too, since they cannot be confused",
}
"""What is read and said: how."""
ALWAYS = ("order_file", "order_layout", "serial", "time", "utc_midnight", "declared_none")
"""Told however few they are: without them the reading would be a guess that nobody sees."""
LOST = {
    "unreadable": "no date in any spelling",
    "short": "a date whose year has two digits, so that its century is not known",
    "number": "a number, and no date: most of the column is none",
    "no_day": "a day that there is not",
    "malformed": "not what such a value looks like",
    "exponent": "a number as a spreadsheet shortens it (9.99E+09), its last digits gone",
    "check_digit": "ten digits whose check digit is wrong",
}
"""What is lost: why."""


def notes_of_dates(
    columns: Sequence[DateColumn],
    settled: Mapping[str, Settled],
    days: Mapping[str, int],
    declared: Mapping[str, str],
) -> Iterator[Note]:
    """
    What was found of the columns of dates.

    `days` counts the days that there are not; `declared` is what the job says, by column.
    """
    for column in columns:
        found, total = settled[column.name], column.values

        def note(what: str, shape: str, rows: int, *, name: str = column.name, total: int = total) -> Note:
            return Note(name, what, shape, rows, total)

        if found.why in ("file", "layout"):
            written = column.shapes.get(spelling.YEAR_LAST, column.shapes.get(spelling.DIGITS_LAST, ""))
            yield note(f"order_{found.why}", _ordered(written, month_first=found.month_first), column.either)
        numbers = sum(column.kinds.get(kind, 0) for kind in (spelling.SERIAL, spelling.SMALL))
        if found.serial and numbers:
            yield note("serial", spelling.SHAPES[spelling.SERIAL], numbers)
        yield from (
            note(clock, "", column.clocks[clock])
            for clock in ("time", "utc_midnight")
            if column.clocks.get(clock)
        )
        lost = unreadable(column, found)
        read = {
            kind: rows
            for kind, rows in column.kinds.items()
            if kind not in (spelling.NO_VALUE, spelling.SMALL, *lost)
        }
        unlike, usual = "mixed", _most(read)
        if said := spelling.HELD.get(declared.get(column.name, "")):
            unlike, usual = "declared_some" if set(read) & set(said) else "declared_none", said
        yield from (
            note(unlike, _ordered(spelling.SHAPES[kind], month_first=found.month_first), rows)
            for kind, rows in read.items()
            if kind not in usual
        )
        for why in sorted(set(map(_why, lost))):
            of_why = [kind for kind in lost if _why(kind) == why]
            yield note(why, min(column.shapes[kind] for kind in of_why), sum(lost[kind] for kind in of_why))
        if days.get(column.name):
            yield note("no_day", "", days[column.name])


def load_notes(engine: Engine, notes: Iterable[tuple[InputFile, Note]]) -> None:
    """Make the table value_note."""
    rows = [
        (file.file_id, layout_of(file.source).columns[note.column], *astuple(note)[1:])
        for file, note in notes
    ]
    engine.load("value_note", tables.contract("value_note").types, rows)


def told_values(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """What the user should know of the values of each file, from value_note, and what to do; never a value."""
    by_key = {source.dataset: source for source in sources}
    for dataset, path, column, what, shape, records, of_records in engine.rows("""
        select file.dataset, file.path, note.column_name, note.what, note.shape, note.records, note.of_records
        from value_note as note
        join input_file as file on file.file_id = note.file_id
        order by file.file_id, note.column_name, note.what, note.shape"""):
        found = Note(str(column), str(what), str(shape), as_whole(records), as_whole(of_records))
        if is_told(found, by_key[str(dataset)].tell_lost_share):
            yield told(found, str(path), by_key[str(dataset)].key)


def is_told(found: Note, share: float) -> bool:
    """Whether a note is said aloud: how values are read always, what is lost above a share."""
    return found.what in ALWAYS or (found.records >= FEWEST_LOST and found.records > share * found.of_records)


def told(found: Note, path: str, key: str) -> str:
    """A note in words."""
    some = f"{found.records:,} of {found.of_records:,} values"
    if found.what in WORDS:
        words = WORDS[found.what].format(some=some, shape=found.shape, setting=f"[{key}.dates]")
        return f"{path}: {found.column}: {words}"
    shape = f" (such as {found.shape})" if found.shape else ""
    return (
        f"{path}: {found.column}: {some} are lost, each being {LOST[found.what]}{shape}; look at the column in the "
        f"file, and ask for it again if they should be there ([{key}] tell_lost_share)"
    )


def _most(read: Mapping[str, int]) -> tuple[str, ...]:
    """The kind that most values are of, the usual one of two."""
    return (max(read, key=lambda kind: (read[kind], kind == spelling.YEAR_FIRST, kind), default=""),)


def _why(kind: str) -> str:
    return {spelling.SHORT: "short", spelling.SERIAL: "number", spelling.SMALL: "number"}.get(
        kind, "unreadable"
    )


def _ordered(shape: str, *, month_first: bool) -> str:
    """A shape of day, month and year in the order in which they are read."""
    if not month_first or not shape.startswith("dd"):
        return shape
    return shape.translate(str.maketrans("dm", "md"))
