"""The published tables of an opened release, each by its name."""

import duckdb


class TablesByName:
    """Every table as a property, so that an editor knows them; ConfigError for one that the release does not have."""

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """A published table by name."""
        raise NotImplementedError

    @property
    def links(self) -> duckdb.DuckDBPyRelation:
        """One row per event: whose it is, and how sure that is."""
        return self.table("links")

    @property
    def pathways(self) -> duckdb.DuckDBPyRelation:
        """One row per linked event, hospital record and relation; count events where is_primary."""
        return self.table("pathways")

    @property
    def events(self) -> duckdb.DuckDBPyRelation:
        """One row per event, linked or not."""
        return self.table("events")

    @property
    def spells(self) -> duckdb.DuckDBPyRelation:
        """One row per provider spell of people with a linked event, as the latest of their months has it."""
        return self.table("spells")

    @property
    def cips(self) -> duckdb.DuckDBPyRelation:
        """One row per continuous inpatient spell of the same people, likewise."""
        return self.table("cips")

    @property
    def episodes(self) -> duckdb.DuckDBPyRelation:
        """One row per episode of the same people, with all its diagnoses and procedures."""
        return self.table("episodes")

    @property
    def attendances(self) -> duckdb.DuckDBPyRelation:
        """One row per emergency attendance of the same people."""
        return self.table("attendances")

    @property
    def appointments(self) -> duckdb.DuckDBPyRelation:
        """One row per outpatient appointment of the same people."""
        return self.table("appointments")

    @property
    def link_draws(self) -> duckdb.DuckDBPyRelation:
        """One row per event and draw in which the event is not as in links; see `draw` and `draws`."""
        return self.table("link_draws")

    @property
    def codes(self) -> duckdb.DuckDBPyRelation:
        """One row per code of a list that columns use, with its meaning."""
        return self.table("codes")

    @property
    def rules(self) -> duckdb.DuckDBPyRelation:
        """One row per month and rule or window that made it."""
        return self.table("rules")

    @property
    def statistics(self) -> duckdb.DuckDBPyRelation:
        """One row per number of the report."""
        return self.table("statistics")
