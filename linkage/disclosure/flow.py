"""The flow of rows under control: what stands beside the events of the month is hidden together."""

from linkage.disclosure.controlled_figure import controlled, suppressed
from linkage.disclosure.frequency_table import OPEN
from linkage.disclosure.protected_table import MonthTables, ProtectedTable
from linkage.words.figure import Figure
from linkage.words.names import STATUSES

SIDES = ("rows_quarantined", "other_month", "superseded", "opted_out", "key_conflict")
"""Rows that became no event."""

STEPS = STATUSES


def flow(month: MonthTables, whole: ProtectedTable) -> list[Figure]:
    """Rows received to events linked. Few rows beside the events hide all of those beside them."""
    steps = {figure.category: figure for figure in month.figures if figure.table == "flow"}
    profile = month.profile
    counts = [steps[name].numerator or 0 for name in SIDES if name in steps]
    before = {name for name, figure in steps.items() if month.was_hidden(figure)}
    is_small = any(map(profile.is_small, counts)) or bool(before.intersection(SIDES))
    hidden = before | ({*SIDES, "rows_accepted"} if is_small else set())
    if is_small and sum(counts) < profile.smallest + 2 * profile.base:
        hidden.add("rows_read")
    if not whole.is_open:
        hidden |= set(STEPS)
    if any(suppression.total for suppression in whole.hidden.values()):
        hidden |= steps.keys()
    return [
        suppressed(figure) if name in hidden else controlled(figure, OPEN, profile)
        for name, figure in steps.items()
    ]
