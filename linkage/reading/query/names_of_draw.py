"""What a query that is put to a draw may not name: whatever would be as published in every draw, in silence."""

import re
from collections.abc import Iterator, Sequence

import duckdb

from linkage.errors import ConfigError
from linkage.reading.draw_sql import MADE
from linkage.reading.query.names_in_query import Names, names_in
from linkage.release.content.published import DRAWN, OF_PEOPLE, RECORDS, TABLES

OF_DRAW = ("links", "events", "pathways", "spells", "cips")
"""Names that a draw has tables of its own for."""
BY_MONTH = frozenset(f"{name}_by_month" for name in OF_PEOPLE)
OF_LINKED = frozenset(RECORDS) | BY_MONTH
"""Hospital records as published: of people linked there, where the job does not ask for everybody's."""
OF_ALL_DRAWS = frozenset(DRAWN) | {f"{MADE}{name}" for name in OF_DRAW}
OF_RELEASE = frozenset(TABLES) | BY_MONTH | OF_ALL_DRAWS
BY_ANOTHER_WAY = frozenset({"query", "query_table", "read_parquet", "parquet_scan"})
"""Functions that read a table, or its file, by a text."""
REGISTERED = re.compile(r" as select \* from \w+_scan\(\) as __duckdb_source_\w+;?\Z", re.IGNORECASE)
"""How the view ends that `connection.register` makes of a data frame; of a relation it makes one that reads tables."""


def refuse_published(connection: duckdb.DuckDBPyConnection, query: str, of_linked: Sequence[str]) -> None:
    """
    ConfigError for a query that would not be put to the draw, or not wholly.

    `of_linked` are the months, of those asked for, whose hospital records are of people with a linked event alone.
    """
    named = with_macros(connection, names_in(connection, query))
    for problem in problems(connection, named, of_linked):
        raise ConfigError(f"a query of a draw: {problem}")


def problems(connection: duckdb.DuckDBPyConnection, named: Names, of_linked: Sequence[str]) -> Iterator[str]:
    """What is wrong with the names of a query, each with the next step."""
    if named.qualified:
        yield (
            f"write {listed(named.qualified)} without what stands before the dot; {', '.join(OF_DRAW)} "
            "by their plain names are the draw's, and a name with a schema would be the published table"
        )
    if found := named.tables & OF_ALL_DRAWS:
        yield (
            f"{listed(found)} is of every draw at once: write {', '.join(OF_DRAW)}, which are the draw's, or ask the "
            "release's own `sql`"
        )
    if (found := named.tables & OF_LINKED) and of_linked:
        yield (
            f"{listed(found)} of {', '.join(of_linked)} has people linked as published, and lacks whom the draw "
            "links in their place: set [outputs] all_spells = true and run the months again with --restate, or "
            "take spells, cips and pathways, which the draw has of everybody it links"
        )
    if found := named.functions & BY_ANOTHER_WAY | {name for name in named.tables if set(name) & set("./*")}:
        yield f"name tables, and not their files or texts ({len(found)} in the query): they would be as published"
    if views := own_views(connection, named):
        yield (
            f"{listed(views)} is a view of your own, and what it reads would be as published: write what it asks into "
            "the query, as a `with`"
        )


def own_views(connection: duckdb.DuckDBPyConnection, named: Names) -> set[str]:
    """Views of the user's own in the query, but for data frames that are registered as such."""
    rows = connection.execute(
        "select lower(view_name), sql from duckdb_views() where not internal"
    ).fetchall()
    return {name for name, sql in rows if name in named.tables - OF_RELEASE and not REGISTERED.search(sql)}


def with_macros(connection: duckdb.DuckDBPyConnection, named: Names) -> Names:
    """The same names, and those in the macros of the user's own that the query calls."""
    rows = connection.execute(
        "select lower(function_name), function_type, macro_definition from duckdb_functions() where not internal"
    ).fetchall()
    texts = {name: sql if kind == "table_macro" else f"select {sql}" for name, kind, sql in rows}
    while called := sorted(named.functions & texts.keys()):
        for name in called:
            named = named.beside(names_in(connection, texts.pop(name)))
    return named


def listed(names: frozenset[str] | set[str]) -> str:
    """In the order of the alphabet."""
    return ", ".join(sorted(names))
