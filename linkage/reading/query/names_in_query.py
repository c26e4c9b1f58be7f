"""What a select reads, by name: its tables but for those that a `with` of it makes, and the functions that it calls."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from linkage.errors import ConfigError

RECURSIVE = "RECURSIVE_CTE_NODE"


@dataclass(frozen=True)
class Names:
    """All in lower case, as DuckDB compares them."""

    tables: frozenset[str]
    """Names without a schema before them."""
    qualified: frozenset[str]
    """Names with one, as `main.links`."""
    functions: frozenset[str]

    def beside(self, other: "Names") -> "Names":
        """Those of both."""
        return Names(
            self.tables | other.tables, self.qualified | other.qualified, self.functions | other.functions
        )


def names_in(connection: duckdb.DuckDBPyConnection, query: str) -> Names:
    """The names of one select, as DuckDB's own parser finds them; ConfigError where that cannot read it."""
    (text,) = connection.execute("select json_serialize_sql(?::varchar)", [query]).fetchall()[0]
    found = json.loads(text)
    if found["error"]:
        raise ConfigError(
            "the query cannot be read as one select: put what it pivots or sets into a select of it"
        )
    named = list(walked(found["statements"], frozenset()))
    return Names(
        frozenset(name for kind, name in named if kind == "table"),
        frozenset(name for kind, name in named if kind == "qualified"),
        frozenset(name for kind, name in named if kind == "function"),
    )


def walked(node: object, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Kind and name of all that is named in a part of the query; `known` are tables of a `with` around it."""
    if isinstance(node, list):
        for part in node:
            yield from walked(part, known)
    elif isinstance(node, dict):
        for entry in node.get("cte_map", {}).get("map", ()):
            name, value = entry["key"].lower(), entry["value"]
            is_recursive = value.get("query_node", {}).get("type") == RECURSIVE
            yield from walked(value, known | {name} if is_recursive else known)
            known |= {name}
        yield from own_names(node, known)
        for key, part in node.items():
            if key != "cte_map":
                yield from walked(part, known)


def own_names(node: dict[str, Any], known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What the node itself names."""
    if node.get("type") == "BASE_TABLE":
        path = [part for part in (node["catalog_name"], node["schema_name"], node["table_name"]) if part]
        name = ".".join(path).lower()
        if len(path) > 1:
            yield "qualified", name
        elif name not in known:
            yield "table", name
    if "function_name" in node:
        yield "function", node["function_name"].lower()
