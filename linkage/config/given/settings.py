"""Settings of the command line, --set KEY=VALUE: laid over the job file before anything is judged, typed as it is."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from linkage.config.tables import model_in
from linkage.errors import ConfigError

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What a command is given beside the job file."""

    settings: tuple[str, ...] = ()
    """KEY=VALUE, as they were typed, in order."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """For ${NAME} in paths."""


NOTHING = Given()


def laid_over(
    contents: Mapping[str, object], settings: Sequence[str], model: type[BaseModel]
) -> tuple[dict[str, object], tuple[Keys, ...]]:
    """
    The contents of a job file with the settings in their places, and the keys that were set.

    ConfigError for one that is no KEY=VALUE, that is given twice, or whose key goes on below a value.
    """
    found = dict(contents)
    given: list[Keys] = []
    for setting in settings:
        name, mark, value = setting.partition("=")
        keys = tuple(part.strip() for part in name.split("."))
        if not mark or not all(keys):
            raise ConfigError("--set: write KEY=VALUE with the whole key, such as --set duckdb.threads=4")
        if any(keys[: len(other)] == other or other[: len(keys)] == keys for other in given):
            raise ConfigError(f"--set {'.'.join(keys)}: is given twice; give it once")
        found = _with(found, keys, typed(value.strip(), annotation_of(model, keys)), keys)
        given.append(keys)
    return found, tuple(given)


def typed(text: str, annotation: object) -> object:
    """
    A value as the setting wants it: text as it stands, else what TOML reads in it; one text is a list of one.

    What does not fit is given as it was typed, for the schema to refuse.
    """
    wants_list, wants_text = _wants(annotation, tuple), _wants(annotation, str)
    value = _toml(text)
    if wants_list:
        return value if isinstance(value, list) else [typed(text, get_args(_inner(annotation, tuple))[0])]
    if wants_text:
        return value if isinstance(value, str) else text
    return text if value is None else value


def annotation_of(model: type[BaseModel], keys: Keys) -> object:
    """The type of a setting; None for one that is unknown, of which the schema tells."""
    here: object = model
    for key in keys:
        table = model_in(here)
        if table is not None and key in table.model_fields:
            known = table.model_fields[key]
            here = Annotated[known.annotation, *known.metadata] if known.metadata else known.annotation
        elif (mapping := _inner(here, dict)) is not None:
            here = get_args(mapping)[1]
        else:
            return None
    return here


def _with(table: Mapping[str, object], keys: Keys, value: object, whole: Keys) -> dict[str, object]:
    """A table with one value, at any depth, in its place."""
    first, rest = keys[0], keys[1:]
    if not rest:
        return {**table, first: value}
    below = table.get(first, {})
    if not isinstance(below, Mapping):
        place = ".".join(whole[: len(whole) - len(rest)])
        raise ConfigError(f"--set {'.'.join(whole)}: {place} is a value of the job file, and no table")
    return {**table, first: _with(below, rest, value, whole)}


def _toml(text: str) -> object:
    """What TOML reads in a value; None where it reads nothing."""
    try:
        return tomllib.loads(f"value = {text}")["value"] if "\n" not in text else None
    except (ValueError, RecursionError):
        return None


def _wants(annotation: object, kind: type) -> bool:
    return _inner(annotation, kind) is not None


def _inner(annotation: object, kind: type) -> object:
    """The first part of an annotation that is of a kind, inside Annotated, unions and None; None where none is."""
    origin = get_origin(annotation)
    if origin is Annotated or origin in (Union, UnionType):
        parts = get_args(annotation)[:1] if origin is Annotated else get_args(annotation)
        return next((found for part in parts if (found := _inner(part, kind)) is not None), None)
    if origin is Literal and kind is str:
        return annotation if all(isinstance(one, str) for one in get_args(annotation)) else None
    named = origin or annotation
    return annotation if isinstance(named, type) and issubclass(named, kind) else None
