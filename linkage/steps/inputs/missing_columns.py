"""What files lack of what they should hold: columns that only some have, and fields to link by that are blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.source import Source
from linkage.words.number_words import first_names

SHOWN = 5
"""Files named in a warning; the others are counted."""


@dataclass(frozen=True)
class FileColumns:
    """One file as it was read: which known columns it does not have."""

    file_id: int
    dataset: str
    path: str
    absent: tuple[str, ...]
    """As the layout names them, in alphabetical order."""


def file_columns(engine: Engine) -> tuple[FileColumns, ...]:
    """Every file of the run in order of precedence, from input_file and absent_column."""
    absent: dict[int, list[str]] = {}
    for file_id, name in engine.rows("select file_id, column_name from absent_column order by 1, 2"):
        absent.setdefault(as_whole(file_id), []).append(str(name))
    return tuple(
        FileColumns(as_whole(file_id), str(dataset), str(path), tuple(absent.get(as_whole(file_id), ())))
        for file_id, dataset, path in engine.rows("select file_id, dataset, path from input_file order by 1")
    )


def columns_absent(engine: Engine) -> dict[str, tuple[str, ...]]:
    """By data set, the known columns that at least one of its files lacks, in alphabetical order."""
    found: dict[str, set[str]] = {}
    for file in file_columns(engine):
        found.setdefault(file.dataset, set()).update(file.absent)
    return {dataset: tuple(sorted(names)) for dataset, names in found.items() if names}


def planned_columns(plans: Sequence[Plan]) -> tuple[FileColumns, ...]:
    """The same before anything is read: what the beginnings of the files say."""
    return tuple(
        FileColumns(
            plan.file.file_id,
            plan.file.source.dataset,
            plan.file.name,
            tuple(sorted(plan.absent)),
        )
        for plan in plans
    )


def told_missing(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """What the user should know of columns that are not there, or hold nothing, and what to do; never a value."""
    files = file_columns(engine)
    yield from told_of_columns(sources, files)
    yield from told_of_fields(engine, sources, files)


def told_of_columns(sources: Sequence[Source], files: Sequence[FileColumns]) -> Iterator[str]:
    """Columns that no file of a layout has, and those that only some files of a data set have."""
    for source in sources:
        yield from told_of_layout(source)
        yield from told_of_some(source, [file for file in files if file.dataset == source.dataset])


def told_of_fields(engine: Engine, sources: Sequence[Source], files: Sequence[FileColumns]) -> Iterator[str]:
    """Fields to link by that are blank, or there though declared absent."""
    for source in sources:
        if layout_of(source).linkage:
            yield from told_of_blank(
                engine, source, [file for file in files if file.dataset == source.dataset]
            )


def told_of_layout(source: Source) -> Iterator[str]:
    """Columns that the layout of a data set cannot carry."""
    if never := layout_of(source).never_there:
        yield (
            f"[{source.key}] layout {source.made_from.name} cannot carry {', '.join(never)}; all its rows count as "
            "blank there"
        )


def told_of_some(source: Source, files: Sequence[FileColumns]) -> Iterator[str]:
    """Columns that some files of a data set have and others have not, by what the others lack."""
    everywhere = set.intersection(*(set(file.absent) for file in files)) if files else set()
    lacking: dict[tuple[str, ...], list[str]] = {}
    for file in files:
        some = tuple(name for name in file.absent if name not in everywhere)
        if some:
            lacking.setdefault(some, []).append(file.path)
    for columns, paths in lacking.items():
        yield (
            f"{first_names(paths, SHOWN)} of {len(files)} files of [{source.key}]: no column {', '.join(columns)}, "
            "which other files have; their rows count as blank there: ask for them again, or map the name under "
            f"[{source.key}.columns]"
        )


def told_of_blank(engine: Engine, source: Source, files: Sequence[FileColumns]) -> Iterator[str]:
    """Fields to link by of which a file holds no value, and fields declared absent of which it holds some."""
    layout = layout_of(source)
    counted = filled(engine, source.dataset)
    in_vain: dict[str, list[str]] = {}
    blank: dict[tuple[str, ...], list[str]] = {}
    for file in files:
        rows = counted.get(file.file_id, {})
        there = {name: rows[name] for name in layout.linkage if name in rows}
        for name in source.absent:
            if there.get(name):
                in_vain.setdefault(name, []).append(file.path)
        empty = tuple(name for name, count in there.items() if not count and name not in source.absent)
        if empty:
            blank.setdefault(empty, []).append(file.path)
    for name, paths in in_vain.items():
        yield (
            f"{first_names(paths, SHOWN)}: {layout.columns[name]} is there, and is read, though [did] absent "
            f'declares that the delivery has none; take "{name}" out of [did] absent'
        )
    for names, paths in blank.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        declared = f", or declare it with [did] absent = [{quoted}]" if source.dataset == "did" else ""
        yield (
            f"{first_names(paths, SHOWN)}: blank in every row: {layout.listed(list(names))}; nothing "
            f"is linked by it: ask for the file again{declared}"
        )


def filled(engine: Engine, dataset: str) -> dict[int, dict[str, int]]:
    """Rows in which each column to link by holds something, by number of the file; one without a row is left out."""
    counted: dict[int, dict[str, int]] = {}
    for file_id, name, rows in engine.rows(f"""
        select filled.file_id, filled.column_name, filled.rows_filled
        from filled_column as filled
        join input_file as file on file.file_id = filled.file_id
        where file.dataset = '{dataset}'
        order by 1, 2"""):
        counted.setdefault(as_whole(file_id), {})[str(name)] = as_whole(rows)
    return counted
