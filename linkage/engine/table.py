"""Tables by name: whether one is there, since some are made only where the job asks for them, and how large it is."""

from linkage.engine.base import Engine
from linkage.engine.quote import identifier


def has_table(engine: Engine, name: str) -> bool:
    """Whether the engine holds a table of this name; a profile without rank P, say, makes no scores."""
    return name in engine.tables()


def rows_of(engine: Engine, name: str) -> int:
    """
    How many rows a table has; an engine that made it knows.

    Of a name for files they are counted once, and known until the name stands for something else: not to be asked of a
    view of tables that are made again.
    """
    known: dict[str, int] = getattr(engine, "rows_made", {})
    if name not in known:
        known[name] = engine.count(f"select count(*) from {identifier(name)}")
    return known[name]
