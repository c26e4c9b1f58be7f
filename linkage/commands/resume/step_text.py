"""A step as text: equal texts make equal tables, of equal tables."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from linkage.common_steps import Step
from linkage.engine.late import late_items
from linkage.engine.making import Item, is_passing
from linkage.release.content.listing import sha256
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest


def steps_text(steps: Iterable[Step]) -> str:
    """Every query, list and meaning of the steps; for a digest alone, since lists and padded keys are in it."""
    return repr([told(step) for step in steps])


def told(value: object) -> object:
    """A value without the functions in it: what these do is told by their meaning, and what they read and write."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(told(getattr(value, part.name)) for part in fields(value))]
    if callable(value):
        return "function"
    if isinstance(value, Mapping):
        return [(name, told(of)) for name, of in value.items()]
    if isinstance(value, list | tuple):
        return [told(one) for one in value]
    return value


def lasting(items: Iterable[Item]) -> tuple[str, ...]:
    """The tables that are there after the step, in order."""
    return tuple(dict.fromkeys(table for item in items for table in item.writes if not is_passing(table)))


def given(items: Sequence[Item], new: Collection[str]) -> tuple[str, ...]:
    """The tables that a step leaves with rows of their own: those that last, and whatever else is `new`."""
    late = {item.table for item in late_items(items)}
    return tuple(table for table in dict.fromkeys((*lasting(items), *sorted(new))) if table not in late)


def folder_text(folder: Path | None) -> str:
    """The files of a folder with their SHA-256; for none, nothing."""
    return repr(list(digests(folder))) if folder else ""


def release_text(layout: Layout, previous: Manifest | None) -> tuple[str, ...]:
    """The release before, by its number and the digest of its manifest."""
    if previous is None:
        return ("none",)
    return (previous.release, sha256(layout.release(previous.release) / NAME))


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file of a folder, by name, with its SHA-256."""
    for path in sorted(folder.iterdir()):
        yield path.name, sha256(path)
