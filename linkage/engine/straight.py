"""Tables that go straight into a file, once, and are read there: large ones that nobody needs in the database."""

from collections.abc import Mapping
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.making import Item, Made, Worked


def straight(item: Item, files: Mapping[str, Path]) -> Item:
    """
    The item, its table being a name for the file of `files` that its query is written to; held to its contract there.

    Any other item is given back as it is: one that is more than a query needs its table in the database.
    """
    if type(item) is not Made or item.origin or item.table not in files:
        return item
    return Worked(
        lambda engine: write(engine, item, files[item.table]),
        item.meaning,
        reads=tuple(item.words),
        writes=item.writes,
    )


def write(engine: Engine, item: Made, target: Path, *, is_checked: bool = False) -> None:
    """
    Write the query of an item to a new file, and name its table for that; `is_checked` as where a view is named.

    An engine that has its files read elsewhere holds its tables in files already: there the table is made as any.
    """
    if engine.elsewhere is not None:
        item.make(engine)
        return
    engine.write_parquet(item.query, target)
    engine.view(item.table, f"select * from {engine.parquet_sql(target)}", is_checked=is_checked)
