"""Up to which shares the values of a column may be wrong, as the job says, and how a message names the column."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.shape import LEAST_SHARE


@dataclass(frozen=True)
class Limits:
    """What holds for the values of one file."""

    file: str
    key: str
    """The table of the job file that describes it."""
    theirs: Mapping[str, str]
    """Our name of a column -> its name in the layout."""
    contrary: float
    """Share of dates that may contradict the others' order of day and month."""
    unreadable: float
    """Share of a column's dates that may be none."""
    of_rows: float = LEAST_SHARE
    """And share of the file's rows below which they may be, in a column that few rows fill in."""

    def named(self, column: str) -> str:
        """The file and the column, for a message."""
        return f"{self.file}: {self.theirs.get(column, column)}"


def limits_of(plan: Plan) -> Limits:
    """The limits of a file."""
    source = plan.file.source
    return Limits(
        plan.file.name,
        source.key,
        plan.layout.columns,
        source.max_contrary_date_share,
        source.max_unreadable_date_share,
    )
