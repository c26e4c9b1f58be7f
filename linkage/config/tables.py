"""The tables of a settings file and the keys that each may hold, read from its model."""

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

Path = tuple[str, ...]


def keys_beside(model: type[BaseModel], keys: Path) -> tuple[str, ...]:
    """The keys that the table around the last of `keys` may hold; none when there is no such table."""
    here: type[BaseModel] | None = model
    for key in keys[:-1]:
        field = here.model_fields.get(key) if here else None
        if field:
            here = model_in(field.annotation)
    return names(here) if here else ()


def homes(model: type[BaseModel], key: str) -> tuple[Path, ...]:
    """
    The paths of the tables that know a key of this name, () being the file itself.

    None when it means different things in different tables: then it says little about where the user wanted it.
    """
    found = [(path, table) for path, table in tables(model, ()) if key in names(table)]
    return tuple(path for path, _ in found) if len({table for _, table in found}) == 1 else ()


def tables(model: type[BaseModel], path: Path) -> Iterator[tuple[Path, type[BaseModel]]]:
    """The model and every table inside it, with their paths."""
    yield path, model
    for name in names(model):
        inner = model_in(model.model_fields[name].annotation)
        if inner:
            yield from tables(inner, (*path, name))


def names(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a table that a user may write."""
    return tuple(name for name, field in model.model_fields.items() if not field.exclude)


def model_in(annotation: object) -> type[BaseModel] | None:
    """The first settings class inside an annotation such as `HesTable | None` or `tuple[Rank, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)
