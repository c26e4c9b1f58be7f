"""Some columns of a table, as whoever needs no more asks for them."""

from collections.abc import Sequence
from difflib import get_close_matches

import duckdb

from linkage.engine.quote import identifier
from linkage.errors import ConfigError


def some_columns(relation: duckdb.DuckDBPyRelation, columns: Sequence[str] | None) -> duckdb.DuckDBPyRelation:
    """The relation with these columns alone, in this order, or with all; ConfigError for an unknown one."""
    if columns is None:
        return relation
    unknown = [name for name in columns if name not in relation.columns]
    if unknown or not columns or isinstance(columns, str):
        near = get_close_matches(unknown[0], relation.columns, n=1) if unknown else []
        hint = f"did you mean {near[0]}?" if near else "it has " + ", ".join(relation.columns)
        raise ConfigError(
            f'columns is a list of columns of the table, such as ["{relation.columns[0]}"]; {hint}'
        )
    return relation.select(", ".join(map(identifier, columns)))
