"""What the names of columns say that a user should know: another layout's header, and columns that no file has."""

from collections.abc import Iterator, Sequence

from linkage.layouts.layout import InputColumn
from linkage.layouts.named.header_names import folded
from linkage.steps.inputs.names.recognised import read_as_other
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.source import Source
from linkage.words.number_words import first_names

SHOWN = 5
"""Files named in a warning; the others are counted."""


def told_of_names(sources: Sequence[Source], plans: Sequence[Plan]) -> Iterator[str]:
    """Both, once for each data set; never a value."""
    for source in sources:
        of = [plan for plan in plans if plan.file.source.dataset == source.dataset]
        yield from told_of_others(source, of)
        yield from told_of_lost(source, of)


def told_of_others(source: Source, plans: Sequence[Plan]) -> Iterator[str]:
    """Files that are read though their header is that of another layout."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for plan in plans:
        if other := read_as_other(plan.names, plan.layout):
            found.setdefault((other[0].name, other[1]), []).append(plan.file.name)
    for (name, lost), paths in found.items():
        without = f", without {', '.join(lost)}" if lost else ""
        yield (
            f"{first_names(paths, SHOWN)}: a header of layout {name}, read as {source.made_from.name}{without}; "
            f'set [{source.key}] layout = "{name}"'
        )


def told_of_lost(source: Source, plans: Sequence[Plan]) -> Iterator[str]:
    """Columns that no file of a data set has and that pathways need: what a release lacks without them."""
    never = set.intersection(*(set(plan.columns.absent(plan.layout)) for plan in plans)) if plans else set()
    lost = [
        column
        for column in source.made_from.columns
        if column.without and column.ours in never and set(column.or_else) <= never
    ]
    if lost:
        names = {folded(name): name for plan in plans for name in plan.names}
        told = "; ".join(
            f"no {column.theirs}: {column.without}{_instead(source, column, names)}" for column in lost
        )
        yield (
            f"[{source.key}]: {told}. Ask for files with them, or say under [{source.key}.columns] how yours name them"
        )


def _instead(source: Source, column: InputColumn, names: dict[str, str]) -> str:
    """That a column is there which is something else, and how it is read all the same."""
    there = next((names[folded(name)] for name in column.not_it if folded(name) in names), None)
    if there is None:
        return ""
    return f' ({there} is another thing, read only where [{source.key}.columns] {there} = "{column.theirs}" says so)'
