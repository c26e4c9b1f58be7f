"""A release under one of its draws, or under all: the same tables, with other links."""

from dataclasses import dataclass, field

import duckdb

from linkage.engine.quote import literal
from linkage.reading.draw_sql import MADE
from linkage.reading.query.names_of_draw import refuse_published
from linkage.reading.query.one_select import SELECT, refuse_more, with_tables


@dataclass(frozen=True)
class Draws:
    """
    Its tables are DuckDB relations, worked out when they are asked for their rows.

    Of all draws they have `draw` as their first column. `print` shows which they are.
    """

    draw: int | None
    """Which, from 1; None: all."""
    months: tuple[str, ...]
    connection: duckdb.DuckDBPyConnection = field(repr=False)
    of_linked: tuple[str, ...] = ()
    """Of these months, those whose hospital records are of people with a linked event alone, and not everybody's."""

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """
        The result of one select whose links, events, pathways, spells and cips are those of this draw.

        So what was asked of the release is asked of a draw as it stands. Of all draws these tables have `draw` first,
        but spells and cips, which are the same in each. Codes and tables of your own may be joined. A `with` of the
        query may not bear the name of one of these tables.

        ConfigError for a statement that does more than read, and for what would be as published in every draw: a name
        with a schema, a file, a view of your own, and episodes, attendances and appointments (and spells by month) of
        months that hold those of linked people alone. What a table of your own was made from nobody can see.
        """
        return self.connection.sql(self.query(query))

    def query(self, query: str) -> str:
        """The select itself, as `sql` runs it."""
        refuse_more(self.connection, query, {SELECT})
        refuse_published(self.connection, query, self.of_linked)
        named = {name: self._of_draw(name) for name in ("links", "events", "pathways")}
        named |= {name: f"select * from {MADE}{name}" for name in ("spells", "cips")}
        return with_tables(query, named)

    @property
    def links(self) -> duckdb.DuckDBPyRelation:
        """One row per event: whom it falls to, null for nobody, and whether that is as published."""
        return self._of("links")

    @property
    def events(self) -> duckdb.DuckDBPyRelation:
        """One row per event, as `events` has it, of whom it falls to."""
        return self._of("events")

    @property
    def pathways(self) -> duckdb.DuckDBPyRelation:
        """One row per event, record and relation, as `pathways` has it, of whom the event falls to."""
        return self._of("pathways")

    @property
    def spells(self) -> duckdb.DuckDBPyRelation:
        """The spells of everybody linked or drawn in any draw: join them by person."""
        return self.connection.table(f"{MADE}spells")

    @property
    def cips(self) -> duckdb.DuckDBPyRelation:
        """Their continuous inpatient spells."""
        return self.connection.table(f"{MADE}cips")

    def _of(self, name: str) -> duckdb.DuckDBPyRelation:
        return self.connection.sql(self._of_draw(name))

    def _of_draw(self, name: str) -> str:
        listed = ", ".join(map(literal, self.months))
        where = f"from {MADE}{name} where test_month in ({listed})"
        return (
            f"select * {where}"
            if self.draw is None
            else f"select * exclude (draw) {where} and draw = {self.draw}"
        )
