"""A release under one of its draws, or under all: the same tables, with other links."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.draw_sql import MADE
from linkage.release.record.manifest import Manifest


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
        listed = ", ".join(map(literal, self.months))
        where = f"from {MADE}{name} where test_month in ({listed})"
        if self.draw is None:
            return self.connection.sql(f"select * {where}")
        return self.connection.sql(f"select * exclude (draw) {where} and draw = {self.draw}")


def drawn_months(manifest: Manifest) -> dict[str, int]:
    """How many draws each month of a release has, of those that have any."""
    return {
        month: manifest.contexts[month].link_draws
        for month in manifest.months
        if month in manifest.contexts and manifest.contexts[month].link_draws
    }


def asked_draws(
    manifest: Manifest, draw: int | None, months: Sequence[str] | None, connection: duckdb.DuckDBPyConnection
) -> Draws:
    """
    A draw, or all, of `months` or of every one.

    ConfigError where the release has no draws, or a month has not that one. It warns of months of different models.
    """
    there = drawn_months(manifest)
    if not there:
        raise ConfigError(
            f"release {manifest.release} has no draws: its job asked for none. Set [outputs] link_draws = 20 and run "
            "the month again with --restate"
        )
    wanted = tuple(months) if months is not None else manifest.months
    if unknown := sorted(set(wanted) - set(manifest.months)):
        raise ConfigError(f"release {manifest.release} does not hold {unknown[0]}")
    if without := [month for month in wanted if month not in there]:
        raise ConfigError(
            f"{', '.join(without)} of release {manifest.release} was published without draws: restate it, or name the "
            f"months to look at, as in draw(1, months={[month for month in wanted if month in there]})"
        )
    if draw is None:
        refuse_uneven(manifest, wanted, there)
    else:
        refuse_beyond(manifest, draw, min(there[month] for month in wanted) if wanted else 0)
    models = {manifest.contexts[month].model_id for month in wanted}
    if len(models) > 1:
        warnings.warn(
            f"the months {', '.join(wanted)} were drawn by {len(models)} models: a draw of one has not the same "
            "parameters as that draw of another, and estimates over all of them are too sure",
            stacklevel=3,
        )
    return Draws(draw, wanted, connection)


def refuse_uneven(manifest: Manifest, wanted: Sequence[str], there: Mapping[str, int]) -> None:
    """ConfigError where months have different numbers of draws: an estimate by draw would lack some."""
    if len({there[month] for month in wanted}) > 1:
        told = ", ".join(f"{month} has {there[month]}" for month in wanted)
        raise ConfigError(
            f"the months of release {manifest.release} have different numbers of draws ({told}): ask for one draw at a "
            "time, up to the fewest"
        )


def refuse_beyond(manifest: Manifest, draw: int, fewest: int) -> None:
    """ConfigError for a draw that some month has not."""
    if not 1 <= draw <= fewest:
        raise ConfigError(f"release {manifest.release} has draws 1 to {fewest}, and no draw {draw}")
