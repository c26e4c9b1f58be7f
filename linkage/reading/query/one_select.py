"""A query of the user's own: one that only reads, and tables put before it."""

import re
from collections.abc import Collection, Mapping

import duckdb

from linkage.engine.quote import identifier
from linkage.errors import ConfigError

SELECT = duckdb.StatementType.SELECT
READS = frozenset({SELECT, duckdb.StatementType.EXPLAIN})
SPACE = re.compile(r"\A(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)
"""What may stand before the first word."""
WITH = re.compile(r"with(\s+recursive)?\b", re.IGNORECASE)


def refuse_more(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    kinds: Collection[duckdb.StatementType] = READS,
) -> None:
    """ConfigError for a statement that does more than read, or for several at once."""
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type not in kinds:
        raise ConfigError(
            "a release is only read: give one select. For tables of your own use `connection.execute`"
        )


def with_tables(query: str, tables: Mapping[str, str]) -> str:
    """
    The query with these tables, each a query itself, in the place of any of their names.

    A table named by a `with` of the query itself may not bear one of these names.
    """
    told = ", ".join(f"{identifier(name)} as ({sql})" for name, sql in tables.items())
    rest = SPACE.sub("", query, count=1)
    if own := WITH.match(rest):
        return f"with{own[1] or ''} {told}, {rest[own.end() :]}"
    return f"with {told} {rest}"
