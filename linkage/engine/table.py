"""Whether a table is there: some are made only where the rules or the job ask for them."""

from linkage.engine.base import Engine


def has_table(engine: Engine, name: str) -> bool:
    """Whether the engine holds a table of this name; a profile without rank P, say, makes no scores."""
    return name in engine.tables()
