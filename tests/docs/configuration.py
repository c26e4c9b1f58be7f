"""
The tables of docs/configuration.md, made from the JSON Schema of a job file.

`python -m tests.docs.configuration` writes them anew between the marks of the page. A key's example is that of the job
file that ships, with every # taken away; else its default.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from linkage.config.schema import job_schema
from linkage.config.shipped import shipped
from tests.docs.test_configs import COMMENTED

Schema = Mapping[str, object]
Keys = tuple[str, ...]

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
MARKED = re.compile(r"(<!-- configuration -->\n).*(<!-- end of configuration -->)", re.DOTALL)
HEADER = "| Key | Type | Default | Meaning | Example |\n|---|---|---|---|---|\n"
KINDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
NONE = "none"
REQUIRED = "required"


def shipped_job() -> dict[str, object]:
    """The job file that `linkage init` writes, with everything optional in use."""
    return tomllib.loads(COMMENTED.sub("", (shipped("jobs") / "hes_did.toml").read_text("utf-8")))


def resolved(part: Schema, whole: Schema) -> Schema:
    """A part of the schema, followed to where it stands, without the null that it may also be."""
    if "$ref" in part:
        definitions = cast("Mapping[str, Schema]", whole["$defs"])
        name = str(part["$ref"]).rpartition("/")[2]
        return {**definitions[name], "name": name, **{k: v for k, v in part.items() if k != "$ref"}}
    choices = [one for one in cast("list[Schema]", part.get("anyOf", [])) if one.get("type") != "null"]
    if len(choices) == 1:
        outer = {name: value for name, value in part.items() if name != "anyOf"}
        return resolved({**choices[0], **outer}, whole)
    return part


def tables(whole: Schema) -> dict[str, tuple[list[Keys], Schema, Schema]]:
    """Every table by the name of its class: its paths in the job file, its schema, and how it stands in the first."""
    found: dict[str, tuple[list[Keys], Schema, Schema]] = {}

    def walk(keys: Keys, part: Schema) -> None:
        table = resolved(part, whole)
        if table.get("type") == "array":
            table = resolved(cast("Schema", table["items"]), whole)
        if "properties" not in table:
            return
        found.setdefault(str(table.get("name", "")), ([], table, part))[0].append(keys)
        for name, inner in properties(table).items():
            walk((*keys, name), inner)

    for name, part in properties(whole).items():
        walk((name,), part)
    return found


def properties(table: Schema) -> Mapping[str, Schema]:
    """The keys of a table."""
    return cast("Mapping[str, Schema]", table.get("properties", {}))


def is_table(part: Schema, whole: Schema) -> bool:
    """Whether a key is a table with a section of its own."""
    table = resolved(part, whole)
    if table.get("type") == "array":
        table = resolved(cast("Schema", table["items"]), whole)
    return "properties" in table and "anyOf" not in table


def kind(part: Schema, whole: Schema) -> str:
    """The type of a key in words."""
    found = resolved(part, whole)
    if "anyOf" in found:
        return ", or ".join(kind(one, whole) for one in cast("list[Schema]", found["anyOf"]))
    if "enum" in found or "const" in found:
        values = cast("list[object]", found.get("enum", [found.get("const")]))
        return " or ".join(dict.fromkeys(f"`{toml(value)}`" for value in values))
    match found.get("type"):
        case "array":
            return f"list of {kind(cast('Schema', found['items']), whole)}"
        case "object" if "properties" in found:
            return f"`{{ {', '.join(f'{name} = ..' for name in properties(found))} }}`"
        case "object":
            return "table of names"
        case other:
            return KINDS[str(other)] + bounds(found)


def bounds(found: Schema) -> str:
    """Between what a number must lie, or how a text must be written."""
    low, high = found.get("minimum"), found.get("maximum")
    above, below = found.get("exclusiveMinimum"), found.get("exclusiveMaximum")
    told = [
        f", {low:,} to {high:,}" if low is not None and high is not None else "",
        f", {low:,} or more" if low is not None and high is None else "",
        f", between {above} and {below}" if above is not None else "",
    ]
    pattern = str(found.get("pattern", ""))
    return "".join(told) + (f" like `{pattern}`" if pattern and len(pattern) <= LONGEST_PATTERN else "")


LONGEST_PATTERN = 40
"""Characters of a pattern that says something to a reader."""


def toml(value: object) -> str:
    """A value as a job file writes it."""
    match value:
        case "\t":
            return '"tab"'
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{ " + ", ".join(f"{key(name)} = {toml(inner)}" for name, inner in value.items()) + " }"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def key(name: str) -> str:
    """A key as a job file writes it: in quotes where a point is part of it."""
    return json.dumps(name) if "." in name else name


def default(name: str, table: Schema, part: Schema) -> str:
    """What holds where the job file says nothing."""
    if name in cast("list[str]", table.get("required", [])):
        return REQUIRED
    value = resolved(part, {"$defs": {}}).get("default") if "$ref" not in part else part.get("default")
    return NONE if value in (None, [], {}) else f"`{toml(value)}`"


def example(keys: list[Keys], name: str, part: Schema) -> object:
    """A value that the schema gives as one, or that the job file that ships has there; else the default."""
    if "examples" in part:
        return cast("list[object]", part["examples"])[0]
    for path in keys:
        here: object = shipped_job()
        for key in (*path, name):
            here = here[0] if isinstance(here, list) else here
            here = here.get(key) if isinstance(here, Mapping) else None
        if here is not None:
            return here
    return part.get("default")


def line(keys: list[Keys], name: str, table: Schema, whole: Schema) -> str:
    """One key as a line of its table."""
    part = properties(table)[name]
    shown = toml(example(keys, name, part))
    cells = (
        f"`{name}`",
        kind(part, whole),
        default(name, table, part),
        str(part.get("description", "")),
        f"`{name} = {shown}`",
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def sections(whole: Schema) -> Iterator[str]:
    """Every table with its keys, in the order of the schema."""
    for keys, table, part in tables(whole).values():
        listed = [name for name, inner in properties(table).items() if not is_table(inner, whole)]
        if not listed:
            continue
        many = resolved(part, whole).get("type") == "array"
        titles = [f"`[[{'.'.join(path)}]]`" if many else f"`[{'.'.join(path)}]`" for path in keys]
        own = resolved({"$ref": f"/{table['name']}"}, whole) if len(keys) > 1 else table
        meaning = re.sub(r"^(\[\[?[a-z_.*]+\]\]?(, )?)+: ", "", str(own.get("description", "")))
        told = f"{meaning[0].upper()}{meaning[1:]}".rstrip(".")
        yield f"## {', '.join(titles)}\n\n{told}.\n\n{HEADER}" + "".join(
            line(keys, name, table, whole) for name in listed
        )


def page(text: str) -> str:
    """The page with the tables as they should be."""
    made = "\n".join(sections(job_schema()))
    return MARKED.sub(lambda found: f"{found[1]}\n{made}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
