"""The areas of postcodes while a strike has rows of its own in their table: months linked after it need them."""

from collections.abc import Iterator
from contextlib import contextmanager

from linkage.engine.base import Engine
from linkage.engine.table import has_table

AREAS_ASIDE = "supplied_area"


@contextmanager
def areas_aside(engine: Engine) -> Iterator[None]:
    """postcode_area is as it was after the block, whatever is written into it."""
    is_there = has_table(engine, "postcode_area")
    if is_there:
        engine.create(AREAS_ASIDE, "select * from postcode_area")
    yield
    if is_there:
        engine.create("postcode_area", f"select * from {AREAS_ASIDE}")
        engine.drop(AREAS_ASIDE)
