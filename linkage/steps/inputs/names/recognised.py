"""Files whose header says that they are something else than the job says: refused in words that help, or told of."""

from collections.abc import Collection, Sequence

from linkage.errors import InputError
from linkage.layouts.every import LAYOUTS
from linkage.layouts.layout import Layout
from linkage.layouts.named.foreign import foreign
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.hint import CONFIGURABLE, DELIMITERS
from linkage.steps.inputs.layout import JobLayout, header_name
from linkage.steps.inputs.names.nearest import LEAST, known_columns, nearest, own_names
from linkage.steps.inputs.source import InputFile, table_of
from linkage.steps.inputs.split import split_line


def header_mark(file: InputFile, head: Head) -> str:
    """The delimiter that gives the most cells on the first line; the job's own if equal."""
    return max((file.source.delimiter, *DELIMITERS), key=lambda mark: len(header_cells(head, mark)))


def header_cells(head: Head, mark: str) -> list[str]:
    """The cells of the first line of a text file, by a delimiter; none where its quotes do not end."""
    rows = head.rows()
    return (split_line(rows[0][1], mark) if rows else None) or []


def refuse_other(file: InputFile, names: Sequence[str], layout: JobLayout, mark: str = "") -> None:
    """
    InputError for a file whose header shows that it is of no use, or of another layout that the job's cannot stand for.

    `names` are those of its header, by the delimiter `mark`, or of its schema; the first line of a file without a
    header says nothing. Under
    the usual layout a file of another is read, if it can be, and told of: jobs did so before there were others.
    """
    found = layout.known(names)
    if "nhs_number" not in found and (kind := foreign(names)):
        raise InputError(f"{file.name}: is {kind.meaning}; {kind.advice}")
    other = nearest(names)
    if other is None:
        needs_one = not layout.made_from.header_names and not file.source.column_order
        if needs_one and not found and (bare := without_header(file.source.dataset, names)):
            raise InputError(
                f"{file.name}: has no header, and looks like {bare.meaning}: set [{file.source.key}] layout = "
                f'"{bare.name}"'
            )
        return
    if other.name == layout.made_from.name:
        _refuse_as_issued(file, names, layout)
    elif not reads(layout, names) or (lost_by(layout, names) and not was_read(layout, names)):
        _refuse_as(file, other, names, mark)


def read_as_other(names: Sequence[str], layout: JobLayout) -> tuple[Layout, tuple[str, ...]] | None:
    """The layout whose header a file has that is read as another, with what it has and is not read; else None."""
    own, other = layout.made_from, nearest(names)
    if other is None or other.dataset != own.dataset or own_names(other, names) <= own_names(own, names):
        return None
    lost = known_columns(other, names) - layout.known(names)
    return other, tuple(column.theirs for column in other.columns if column.ours in lost)


def without_header(dataset: str, cells: Sequence[str]) -> Layout | None:
    """The layout of a data set that needs no header, if the cells of a first line are a row of it; else None."""
    for layout in LAYOUTS:
        columns = [column for column in layout.columns if not column.beside]
        if layout.dataset == dataset and layout.header_names and len(columns) == len(cells):
            pairs = zip(columns, cells, strict=True)
            shaped = [(column.shape, cell) for column, cell in pairs if column.shape and cell]
            if len(shaped) >= LEAST and all(shape.fits(cell) for shape, cell in shaped):
                return layout
    return None


def lost_by(layout: JobLayout, names: Sequence[str]) -> tuple[str, ...]:
    """What a file has and is not read, since its header is that of another layout of the data set."""
    other = read_as_other(names, layout)
    return other[1] if other else ()


def was_read(layout: JobLayout, names: Sequence[str]) -> bool:
    """Whether a header has enough names of the usual layout as written out; that was asked before there were others."""
    plain = {layout.names[name] for name in map(header_name, names) if name in layout.names.written}
    return layout.made_from.is_usual and len(plain) >= layout.made_from.header_names


def reads(layout: JobLayout, names: Sequence[str]) -> bool:
    """Whether a header has what the job's layout needs, so that a file is read whatever else it may be."""
    found = layout.known(names)
    return len(found) >= layout.made_from.header_names and set(layout.required) <= found


def _refuse_as(file: InputFile, other: Layout, names: Sequence[str], mark: str) -> None:
    """InputError that says what a file is, and what to write into the job file."""
    source = file.source
    named = f'layout = "{other.name}"'
    if other.dataset == source.dataset:
        setting = f"set [{source.key}] {named}"
    else:
        setting = f"name it under [{table_of(other.dataset)}] paths" + (
            "" if other.is_usual else f", with {named}"
        )
    expected = source.delimiter if other.dataset == source.dataset else other.delimiter
    if mark in CONFIGURABLE and mark != expected:
        setting += f", with delimiter = {CONFIGURABLE[mark]}"
    lacking = set(other.issued_without) - known_columns(other, names)
    but = ""
    if lacking and len(lacking) == len(other.issued_without):
        but = f". But it has no {_listed(other, lacking)}: nothing can be linked by it"
    raise InputError(f"{file.name}: has the header of {other.meaning}: {setting}{but}")


def _refuse_as_issued(file: InputFile, names: Sequence[str], layout: JobLayout) -> None:
    """InputError for a file as it is issued without what is linked by, unless the job declares that it has none."""
    made_from = layout.made_from
    without = set(made_from.issued_without)
    if not without or without & (layout.known(names) | set(file.source.absent)):
        return
    quoted = ", ".join(f'"{name}"' for name in made_from.issued_without)
    raise InputError(
        f"{file.name}: is {made_from.meaning}, as it is issued: it has no {_listed(made_from, without)}, so nothing "
        "can be linked by it. Ask for the national table (layout nhse_table), or for these columns beside the others; "
        f"or, for its events and waits alone, declare [{file.source.key}] absent = [{quoted}]"
    )


def _listed(layout: Layout, ours: Collection[str]) -> str:
    return ", ".join(column.theirs for column in layout.columns if column.ours in ours)
