"""Ids of events and people as categoricals that all data frames of an opened release share: texts are held once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from linkage.engine.quote import identifier

if TYPE_CHECKING:
    import pandas as pd

SHARED = ("event_id", "person_id")
"""Keys by which tables of events are joined: texts of 32 characters, that hardly repeat in a month."""


@dataclass(frozen=True)
class Held:
    """The ids of one kind, in order: as Arrow has them, and as the type of a column."""

    texts: pa.Array
    kind: "pd.CategoricalDtype"


class SharedIds:
    """
    The ids that `links` has, each kind read once, when the first frame asks for it.

    Frames whose ids are of one type join by number and stay of that type. pandas would make a Python text of each id in
    each row of a join, were the types of its two sides not the same.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing is read yet."""
        self._connection = connection
        self._held: dict[str, Held] = {}

    def column(self, name: str, ids: pa.ChunkedArray) -> "pd.Categorical | None":
        """The column `name` of a table; None where it has ids that `links` has not, as of people without imaging."""
        import pandas as pd  # noqa: PLC0415 - an extra

        held = self._of(name)
        places = pc.index_in(ids, value_set=held.texts)
        if places.null_count != ids.null_count:
            return None
        return pd.Categorical.from_codes(pc.fill_null(places, -1).to_numpy(), dtype=held.kind)

    def _of(self, name: str) -> Held:
        if name not in self._held:
            import pandas as pd  # noqa: PLC0415 - an extra

            column = identifier(name)
            query = f"select distinct {column} from links where {column} is not null order by {column}"
            texts = self._connection.sql(query).to_arrow_table().column(0).combine_chunks()
            listed = pd.Index(pd.Series(texts, dtype=pd.ArrowDtype(pa.string())))
            self._held[name] = Held(texts, pd.CategoricalDtype(listed))
        return self._held[name]
