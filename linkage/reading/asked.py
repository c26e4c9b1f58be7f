"""A question put to a release: its SQL, to be read, and its rows, once they are asked for."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from linkage.reading.frames import frame
from linkage.reading.point import Point

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Asked:
    """`print` shows the SQL, which runs on the tables of the release as it stands, there or anywhere else."""

    sql: str
    connection: duckdb.DuckDBPyConnection = field(repr=False)
    start: Point | None = None
    """What its rows are, where a pathway may start from them: a cohort."""

    @property
    def relation(self) -> duckdb.DuckDBPyRelation:
        """Its rows as a DuckDB relation, worked out when it is asked for them."""
        return self.connection.sql(self.sql)

    def frame(self) -> "pd.DataFrame":
        """Its rows as a data frame; ConfigError without pandas."""
        return frame(self.relation.to_arrow_table())

    def __str__(self) -> str:
        """The query."""
        return self.sql
