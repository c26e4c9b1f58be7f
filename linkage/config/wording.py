"""What a validation problem is called in plain words: what is wrong and what next, never the value."""

from typing import Any

from pydantic import BaseModel
from rapidfuzz import process

LATER = {
    "hes.ecds": "the Emergency Care Data Set is not read by this version; use [hes.ae] for A&E",
    "spark": "this version runs on DuckDB only",
    "linkage.evidence": "further evidence is not part of this version",
    "pathways": "windows stand in the rules file, under [windows], in this version",
    "lookups": "lookup files are not read by this version",
    "deaths": "a deaths file is not read by this version",
    "outputs.disclosure": "this version writes the internal report only",
}
"""Settings that are planned: known, and refused with the reason instead of as a slip of the pen."""

WORDS = {
    "missing": "is missing; add it",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": 'must be a list, such as ["did/*.csv"]',
    "list_type": 'must be a list, such as ["did/*.csv"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "too_short": "needs at least one entry",
}


def problem_text(model: type[BaseModel], keys: tuple[str, ...], error: Any) -> str:
    """One problem as pydantic reports it, in the words of somebody who writes job files."""
    name, kind = ".".join(keys), error["type"]
    if kind == "extra_forbidden":
        if name in LATER:
            return f"{name}: {LATER[name]}"
        return unknown_key_text(name, "key", keys[-1], _keys_beside(model, keys), _homes(model, keys[-1], keys))
    if kind in WORDS:
        return f"{name}: {WORDS[kind]}"
    if kind == "literal_error":
        return f"{name}: must be {error['ctx']['expected']}"
    if kind == "union_tag_invalid":
        return f"{name}: `how` must be one of {error['ctx']['expected_tags']}"
    if kind == "string_pattern_mismatch":
        return f"{name}: is not written as it must be; see `linkage check --schema` for its pattern"
    if kind == "value_error":
        return f"{name}: {error['ctx']['error']}" if name else str(error["ctx"]["error"])
    return f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}"


def unknown_key_text(
    place: str, kind: str, written: str, allowed: tuple[str, ...], elsewhere: tuple[str, ...] = ()
) -> str:
    """An unknown name, with the nearest known one; a key name is the user's own word and may be shown."""
    near = process.extractOne(written, allowed, score_cutoff=70) if allowed else None
    if near:
        return f"{place}: unknown {kind}; did you mean {near[0]}?"
    if len(elsewhere) == 1:
        return f"{place}: unknown {kind} here; it belongs under [{elsewhere[0]}]"
    listed = ", ".join(allowed)
    return f"{place}: unknown {kind}; " + (f"known here: {listed}" if listed else "remove it")


def _keys_beside(model: type[BaseModel], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that the table around the last of `keys` may hold."""
    here: type[BaseModel] | None = model
    for key in keys[:-1]:
        field = here.model_fields.get(key) if here else None
        here = _model_in(field.annotation) if field else None
    return tuple(name for name, field in here.model_fields.items() if not field.exclude) if here else ()


def _homes(model: type[BaseModel], key: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Tables of the file, other than the one written in, that know a key of this name."""
    tables = {name: _model_in(field.annotation) for name, field in model.model_fields.items()}
    return tuple(
        name for name, table in tables.items() if table and key in table.model_fields and (name,) != keys[:-1]
    )


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The settings class inside an annotation such as `HesTable | None` or `tuple[Rank, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found:
            return found
    return None
