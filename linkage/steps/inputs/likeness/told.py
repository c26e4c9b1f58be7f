"""What a text or Parquet file that cannot be read as the job says looks like, and which setting would read it."""

from collections.abc import Sequence

from linkage.errors import InputError
from linkage.layouts.named.foreign import foreign
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.hint import CONFIGURABLE
from linkage.steps.inputs.likeness.recognised import Recognised, best, by_names, recognised
from linkage.steps.inputs.source import InputFile, Source, table_of


def with_likeness(problem: InputError, file: InputFile, head: Head, names: Sequence[str]) -> InputError:
    """
    The refusal of a file with what it looks like; the same where that is what the job says it is.

    One that is surely something else is told as that alone: what its header lacks, and by what its fields are parted,
    would lead nowhere.
    """
    told, is_other = likeness(file, head, names)
    if is_other:
        return InputError(f"{file.name}: is no file of {file.source.made_from.name}; it looks like {told}")
    return InputError(f"{problem}; it looks like {told}") if told else problem


def likeness(file: InputFile, head: Head, names: Sequence[str]) -> tuple[str | None, bool]:
    """
    What a file looks like and which setting reads it, and whether it is surely none of its data set.

    None where it looks like what the job says, or nothing is known.
    """
    if kind := foreign(names):
        return f"{kind.meaning}; {kind.advice}", True
    found = best(by_names(names)) if head.parquet else recognised(head, file.source.root)
    if found is None:
        return None, False
    return said(found, file.source), found.is_whole and found.layout.dataset != file.source.dataset


def said(found: Recognised, source: Source) -> str | None:
    """A layout in words, with the settings that differ from the job's; None where none does."""
    layout = found.layout
    what = f"{layout.name} ({layout.meaning})"
    configurable = CONFIGURABLE.get(found.delimiter, "")
    delimiter = f"delimiter = {configurable}"
    if layout.dataset != source.dataset:
        with_it = f", with {delimiter}" if configurable and found.delimiter != layout.delimiter else ""
        return f"{what}: name it under [{table_of(layout.dataset)}] paths{with_it}"
    settings = [f'layout = "{layout.name}"'] if layout.name != source.made_from.name else []
    settings += [delimiter] if configurable and settings and found.delimiter != source.delimiter else []
    return f"{what}: set [{source.key}] {' and '.join(settings)}" if settings else None
