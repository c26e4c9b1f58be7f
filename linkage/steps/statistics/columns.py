"""The columns of the statistics, as the contract has them: said here and nowhere else."""

from linkage.engine.quote import identifier
from linkage.tables import contract

LEVEL = "level"


def types() -> dict[str, str]:
    """Name and type of each column, in order."""
    return contract("statistics").types


def listed_sql(level: str | None = LEVEL) -> str:
    """The columns in order, to be selected: the level by an expression for it, or left out with None."""
    selected = {LEVEL: identifier(LEVEL) if level == LEVEL else f"{level} as {identifier(LEVEL)}"}
    return ", ".join(
        selected.get(name, identifier(name)) for name in types() if level is not None or name != LEVEL
    )
