"""Where each column stands in a file: read off its header, or known from the layout."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from linkage.errors import ConfigError, InputError, LinkageError
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.hint import delimiter_hint
from linkage.steps.inputs.layout import JobLayout, header_name
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.text.first_row import FirstRow, first_row
from linkage.words.names import HOSPITAL

FEW_NAMES = 4
"""Line 1 of a file with a column order is a header all the same when so many required names are on it; of a file whose
layout needs no header it is no row then, header or not."""


@dataclass(frozen=True)
class Columns:
    """The columns of one file that we know."""

    places: Mapping[str, int]
    """Our name -> place among the fields, from 1."""
    fields: int
    """How many fields every row must have."""
    header_line: int = 0
    """The (last) line of the header; 0 when the file has none."""
    named: int = 0
    """How many columns there are, where rows have more or fewer fields, the others blank (text/blank_ends); else 0."""
    instead: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Our name -> places of what is read where a row has it blank, in their order; of most columns nothing is."""
    clocks: Mapping[str, str] = field(default_factory=dict)
    """Our name of a time of day -> that of the timestamp from whose field it is read."""
    series: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Of a column that is several of the file: which of them, from 1, each of `all_places` is."""

    def all_places(self, name: str) -> tuple[int, ...]:
        """The places of a column, and of what is read in its stead."""
        name = self.clocks.get(name, name)
        return (self.places[name], *self.instead.get(name, ()))

    def called(self, name: str) -> tuple[str, ...]:
        """What a stream of columns by name calls a column, and what is read in its stead; as many as `all_places`."""
        name = self.clocks.get(name, name)
        return (name, *(f"instead_{nth}_{name}" for nth, _ in enumerate(self.instead.get(name, ()), 1)))

    def absent(self, layout: JobLayout) -> list[str]:
        """Our names of the columns that the file does not have."""
        return [name for name in layout.in_order if name not in self.places]


def find_columns(file: InputFile, head: Head, layout: JobLayout) -> Columns:
    """
    The columns of a text file.

    A file without a header has the fields of the layout in their order, if that needs none; else those of the job's
    `column_order`. Raises InputError when names are missing or stand twice.
    """
    first = first_row(head, file.source)
    number, cells = first.number, first.cells
    if header_names := layout.made_from.header_names:
        if len(layout.known(cells)) >= header_names - len(file.source.absent):
            return _from_header(file, head, first, layout)
        _refuse_half_a_header(file, cells, number, layout)
        return Columns({name: place for place, name in enumerate(layout.in_order, 1)}, len(layout.in_order))
    order = file.source.column_order
    if order and sum(_names(name, cells, layout) for name in layout.required) < FEW_NAMES:
        return _from_names(file, order, layout, f"[{file.source.key}] column_order", refusal=ConfigError)
    _refuse_undecoded(file, head, number)
    return _from_header(file, head, first, layout)


def columns_of_parquet(file: InputFile, names: Sequence[str], layout: JobLayout) -> Columns:
    """The columns of a Parquet file, by name."""
    return _from_names(file, names, layout, "the schema")


def _from_header(file: InputFile, head: Head, first: FirstRow, layout: JobLayout) -> Columns:
    cells, number = first.cells, first.number
    known = len(layout.known(cells))
    missing = [name for name in layout.required if not _names(name, cells, layout)]
    if missing and set(missing) <= set(layout.linkage) and known > len(missing):
        raise InputError(
            f"{file.name}, line {number}: the header lacks {layout.listed(missing)}; records are linked by it: "
            f"{_remedies(file, missing, layout)}"
        )
    if missing:
        many = max(known + 1, len(layout.required) // 2)
        hint = delimiter_hint(head, file.source, lambda fields: len(layout.known(fields)) >= many)
        if known:
            raise InputError(
                f"{file.name}, line {number}: the header lacks {layout.listed(missing)}; {hint}, "
                f"or {_remedies(file, missing, layout)}"
            )
        no_header = (
            ""
            if file.source.dataset not in HOSPITAL
            else f", or list [{file.source.key}] column_order if the file has no header"
        )
        raise InputError(
            f"{file.name}, line {number or 1}: is no header with the names {layout.listed(missing)}; {hint}{no_header}"
        )
    columns = _from_names(file, cells, layout, f"line {number}")
    return replace(columns, header_line=first.last)


def _refuse_half_a_header(file: InputFile, cells: list[str], number: int, layout: JobLayout) -> None:
    """InputError for a line that is no row, since it names columns, and too few of them to be taken for a header."""
    known = len(layout.known(cells))
    if known >= FEW_NAMES:
        missing = [name for name in layout.in_order if not _names(name, cells, layout)]
        raise InputError(
            f"{file.name}, line {number}: names {known} columns of the layout, and a header has at least "
            f"{layout.made_from.header_names}: it lacks {layout.listed(missing)}; {_remedies(file, missing, layout)}"
        )


def _refuse_undecoded(file: InputFile, head: Head, header_line: int) -> None:
    for number, line in enumerate(head.lines, 1):
        if line is None and (number < header_line or not header_line):
            it_is = f"it looks like {head.encoding.advice}" if head.encoding else "save the file as UTF-8"
            raise InputError(f"{file.name}, line {number}: the header is not UTF-8; {it_is}")


def _from_names(
    file: InputFile,
    names: Sequence[str],
    layout: JobLayout,
    where: str,
    *,
    refusal: type[LinkageError] = InputError,
) -> Columns:
    """
    Places by name; unknown names are passed over, and no name may stand twice.

    A name that stands twice is told by its places unless we know it: a first line of data is no header.
    """
    written = [header_name(name) for name in names]
    places: dict[str, int] = {}
    series: dict[str, dict[int, int]] = {}
    passed_over = layout.passed_over(written)
    for place, name in enumerate(written, 1):
        ours = None if name in passed_over else layout.names.get(name)
        if ours is not None and ours in layout.series:
            series.setdefault(ours, {}).setdefault(layout.in_series(ours, name), place)
            continue
        if ours in places:
            raise refusal(
                f"{file.name}, {where}: columns {places[ours]} and {place} both are {layout.columns[ours]}; "
                "keep the right one and rename or remove the other"
            )
        if ours is not None:
            places[ours] = place
    twice = next((name for name, count in Counter(filter(None, written)).items() if count > 1), None)
    if twice is not None:
        stand = " and ".join(str(place) for place, name in enumerate(written, 1) if name == twice)
        raise refusal(
            f"{file.name}, {where}: columns {stand} have the same name; rename or remove all but one"
        )
    missing = [name for name in layout.required if name not in places]
    if missing:
        raise refusal(
            f"{file.name}, {where}: lacks {layout.listed(missing)}; ask for a file that has them, "
            f"or {_remedies(file, missing, layout)}"
        )
    instead = {ours: layout.instead(written, ours) for ours in layout.fills if ours in places}
    instead = {ours: found for ours, found in instead.items() if found}
    for ours, found in series.items():
        places[ours], *rest = (found[nth] for nth in sorted(found))
        instead[ours] = tuple(rest)
    clocks = layout.clocks(places)
    places |= {ours: places[day] for ours, day in clocks.items()}
    return Columns(
        places,
        len(names),
        instead=instead,
        clocks=clocks,
        series={ours: tuple(sorted(of)) for ours, of in series.items()},
    )


def _remedies(file: InputFile, missing: Sequence[str], layout: JobLayout) -> str:
    """What to write into the job file when a column is there under another name, or a DID delivery has none."""
    said = f"say under [{file.source.key}.columns] how this file names them"
    absent = [f'"{name}"' for name in layout.linkage if name in missing or name in file.source.absent]
    if (
        file.source.dataset != "did"
        or len(absent) == len(layout.linkage)
        or not set(missing) & set(layout.linkage)
    ):
        return said
    return f"{said}, or declare with [did] absent = [{', '.join(absent)}] that the delivery has none"


def _names(column: str, cells: Sequence[str], layout: JobLayout) -> bool:
    return any(layout.names.get(header_name(cell)) == column for cell in cells)
