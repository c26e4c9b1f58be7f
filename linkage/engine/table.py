"""Whether a table is there: some are made only where the rules or the job ask for them."""

from linkage.engine.base import Engine
from linkage.engine.quote import literal


def has_table(engine: Engine, name: str) -> bool:
    """Whether the engine holds a table of this name; a profile without rank P, say, makes no scores."""
    return bool(engine.rows(f"select 1 from information_schema.tables where table_name = {literal(name)}"))
