"""What the statistics are, for a reader of the data dictionary."""

from linkage.steps.statistics.every import every
from linkage.words.statistic import Statistic

INTERNAL = "internal"
"""How a statistic without a control is shared: not at all."""


def listing() -> tuple[tuple[str, str, str, str, str], ...]:
    """Table, meaning, what it is counted from, how it is shared and chapter of each statistic, by table."""
    return tuple(
        (
            statistic.table,
            statistic.meaning,
            statistic.source.value + (", with rank P" if statistic.needs_p else ""),
            shared_words(statistic),
            statistic.chapter,
        )
        for statistic in sorted(every(), key=lambda one: one.table)
    )


def shared_words(statistic: Statistic) -> str:
    """How a statistic is shared, in a few words."""
    return INTERNAL if statistic.control is None else statistic.control.words
