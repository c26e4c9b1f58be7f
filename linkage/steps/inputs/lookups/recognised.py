"""Which layout a lookup's file has: no job says so, since each is known by its header, or by its fields without one."""

from collections.abc import Sequence
from dataclasses import replace

from linkage.errors import InputError
from linkage.layouts.every import LAYOUTS
from linkage.layouts.layout import Layout
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.source import LOOKUPS, InputFile, Source


def recognised(file: InputFile, cells: Sequence[str], *, is_named: bool) -> InputFile:
    """
    The file with the layout that its first line has among those of its lookup; any other file as it is.

    `cells` are its fields, or the names of its columns where it `is_named`, as Parquet is. The usual layout goes first,
    and takes what no other does: then the reader says what it lacks. InputError for a file of another lookup.
    """
    source = file.source
    if source.dataset not in LOOKUPS or source.layout:
        return file
    if found := _fitting(source, cells, is_named=is_named):
        return replace(file, source=found)
    for dataset in LOOKUPS:
        other = replace(source, dataset=dataset, names={})
        if dataset != source.dataset and (fits := _fitting(other, cells, is_named=is_named)):
            raise InputError(
                f"{file.name}: looks like {fits.made_from.meaning}; name it under [{other.key}] paths, "
                f"and not under [{source.key}]"
            )
    return file


def _fitting(source: Source, cells: Sequence[str], *, is_named: bool) -> Source | None:
    """The source with the first layout of its lookup that the cells fit; None where they fit none."""
    for one in LAYOUTS:
        if one.dataset == source.dataset:
            found = source if one.is_usual else of_layout(source, one)
            if _names_all(found, cells) or (not is_named and _is_row(one, cells)):
                return found
    return None


def of_layout(source: Source, layout: Layout) -> Source:
    """The same files in another layout, which has its own names; the job's are for the usual one."""
    return replace(source, layout=layout.name, names={}, column_order=layout.order)


def _names_all(source: Source, cells: Sequence[str]) -> bool:
    """Whether the cells name every column that the layout requires."""
    layout = layout_of(source)
    return set(layout.required) <= layout.known(cells)


def _is_row(layout: Layout, cells: Sequence[str]) -> bool:
    """Whether the cells are a row of a layout without a header: as many, and of the shapes of its columns."""
    if not layout.order or len(cells) != len(layout.order):
        return False
    value = dict(zip(layout.order, cells, strict=True))
    return all(
        one.shape.fits(value[one.theirs]) if value[one.theirs] else not one.key
        for one in layout.columns
        if one.shape is not None
    )
