"""What a JSON Schema lets pass: as much of it as the schema of a job file uses, for no library is at hand."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

Schema = Mapping[str, object]

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (Mapping,),
    "null": (type(None),),
}


def complaints(value: object, schema: Schema, whole: Schema, place: str = "") -> Iterator[str]:
    """The places at which a value is not as the schema says."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        yield from complaints(value, cast("Mapping[str, Schema]", whole["$defs"])[name], whole, place)
        return
    if "anyOf" in schema:
        if all(any(complaints(value, one, whole, place)) for one in cast("list[Schema]", schema["anyOf"])):
            yield f"{place}: none of several"
        return
    if "enum" in schema and value not in cast("list[object]", schema["enum"]):
        yield f"{place}: not one of the choices"
    if "const" in schema and value != schema["const"]:
        yield f"{place}: not the only choice"
    kind = str(schema.get("type", ""))
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{place}: no {kind}"
        return
    yield from of_kind(value, schema, whole, place)


def of_kind(value: object, schema: Schema, whole: Schema, place: str) -> Iterator[str]:
    """What is wrong inside a value of the right type."""
    match value:
        case Mapping():
            yield from of_table(value, schema, whole, place)
        case list() | tuple():
            if len(value) < cast("int", schema.get("minItems", 0)):
                yield f"{place}: too few"
            for inner in value:
                yield from complaints(inner, cast("Schema", schema["items"]), whole, f"{place}[]")
        case str() if not re.search(str(schema.get("pattern", "")), value):
            yield f"{place}: not of the pattern"
        case int() | float():
            low, high = (cast("float", schema.get(name, value)) for name in ("minimum", "maximum"))
            if not low <= value <= high:
                yield f"{place}: out of bounds"


def of_table(value: Mapping[str, object], schema: Schema, whole: Schema, place: str) -> Iterator[str]:
    """What is wrong with the keys of a table."""
    known = cast("Mapping[str, Schema]", schema.get("properties", {}))
    others = schema.get("additionalProperties", True)
    required = cast("list[str]", schema.get("required", []))
    yield from (f"{place}.{name}: missing" for name in required if name not in value)
    for name, inner in value.items():
        wanted = known.get(name, others)
        if isinstance(wanted, Mapping):
            yield from complaints(inner, wanted, whole, f"{place}.{name}")
        elif not wanted:
            yield f"{place}.{name}: unknown"
