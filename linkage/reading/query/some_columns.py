"""Some columns of a table, as whoever needs no more asks for them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import duckdb

from linkage.engine.quote import column
from linkage.errors import ConfigError


def some_columns(relation: duckdb.DuckDBPyRelation, columns: Iterable[str] | None) -> duckdb.DuckDBPyRelation:
    """
    The relation with these columns alone, in this order, or with all.

    ConfigError for what is no list of texts, for an unknown one, for one named twice, and for a name that several
    columns of a query share: of those DuckDB would give the first.
    """
    if columns is None:
        return relation
    names = named(columns)
    unknown = [name for name in names if name not in relation.columns]
    if unknown or not names:
        near = get_close_matches(unknown[0], relation.columns, n=1) if unknown else []
        hint = f"did you mean {near[0]}?" if near else "it has " + ", ".join(relation.columns)
        raise ConfigError(
            f'columns is a list of columns of the table, such as ["{relation.columns[0]}"]; {hint}'
        )
    if repeated := first_repeated(names, names):
        raise ConfigError(f"columns names {repeated} more than once; name each column once")
    if shared := first_repeated(names, relation.columns):
        raise ConfigError(
            f"several columns of the query are named {shared}, small and capital letters being one; "
            "give each a name of its own with `as`"
        )
    return relation.select(", ".join(map(column, names)))


def named(columns: object) -> list[str]:
    """The names, of an iterator too; ConfigError for one text in place of a list, and for what is not text."""
    names = list(columns) if isinstance(columns, Iterable) and not isinstance(columns, str) else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise ConfigError('columns is a list of names, each of them text, such as ["event_id", "modality"]')
    return names


def first_repeated(names: Sequence[str], among: Sequence[str]) -> str | None:
    """The first of the names that stands more than once among others; DuckDB takes letters of either size for one."""
    folded = [name.casefold() for name in among]
    return next((name for name in names if folded.count(name.casefold()) > 1), None)
