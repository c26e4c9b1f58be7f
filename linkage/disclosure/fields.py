"""
Fields and identifiers under control: how many events have each field usable, and rows by the state of an identifier.

    match_rate_by nhs_number_state      events by state of the NHS number
    data_quality  did.nhs_number        the same events, by the same states
    data_quality  field, nhs_number     the same events: usable or not

The three say the same in their own way. So the second is withheld where the first or the third hides anything, and
the third where any of them does.
"""

from collections.abc import Iterable, Mapping

from linkage.disclosure.controlled_figure import suppressed
from linkage.disclosure.frequency_table import ALL, OPEN, Suppression
from linkage.disclosure.protected_table import MonthTables, ProtectedTable
from linkage.disclosure.table_figures import table_figures
from linkage.words.figure import Figure

BROKEN_DOWN = {
    "nhs_number": "nhs_number_state",
    "sex": "sex",
    "birth_date": "age_band",
    "ethnic_category": "ethnic_group",
}
"""Fields whose use, or whose lack, is a category of a breakdown of the events."""

OF_EVENTS = "did"


def fields(month: MonthTables, statuses: Mapping[str, ProtectedTable], *, sides_open: bool) -> list[Figure]:
    """The tables of data quality; `sides_open`: the flow shows how many rows were set aside."""
    usable = usable_fields(month)
    hides = {field for field, suppression in usable.hidden.items() if suppression.cells}
    hides |= {field for field, name in BROKEN_DOWN.items() if name in statuses and not statuses[name].is_open}
    shared: list[Figure] = []
    for breakdown in month.breakdowns("data_quality"):
        dataset, _, field = breakdown.partition(".")
        if not field or (dataset == OF_EVENTS and field in hides):
            continue
        protected = month.additive_table("data_quality", breakdown, ("records",))
        shared += protected.shared(month.profile)
        if dataset == OF_EVENTS and not protected.is_open:
            hides.add(field)
    hidden = {field: ALL if field in hides else suppression for field, suppression in usable.hidden.items()}
    shared += ProtectedTable(usable.found, hidden).shared(month.profile)
    return shared + list(reasons(month, sides_open=sides_open))


def usable_fields(month: MonthTables) -> ProtectedTable:
    """Share of events with each field usable; fields do not add up to anything."""
    return month.separate_rows("data_quality", "field", ("valid",), with_rest=True)


def states_hidden_by_field(month: MonthTables) -> dict[str, dict[str, Suppression]]:
    """
    The states of the NHS number, all hidden, since it is usable for few events or not usable for few.

    Several states together are the events without a usable number: each hidden by itself, the rest would tell of them.
    """
    field, name = "nhs_number", BROKEN_DOWN["nhs_number"]
    if not usable_fields(month).hidden.get(field, OPEN).cells:
        return {}
    return {name: {figure.category: ALL for figure in month.figures if figure.breakdown == name}}


def reasons(month: MonthTables, *, sides_open: bool) -> Iterable[Figure]:
    """Rows set aside, by reason: of each data set by itself, and of the imaging file where the flow shows them."""
    found = table_figures(month.figures, "data_quality", "quarantine_reason", ("records",))
    for dataset in sorted({category.partition(".")[0] for category in found}):
        of_it = MonthTables(
            [
                figure
                for figures in found.values()
                for figure in figures
                if figure.category.startswith(f"{dataset}.")
            ],
            month.profile,
            month.earlier,
        )
        is_shared = sides_open or dataset != OF_EVENTS
        protected = of_it.additive_table("data_quality", "quarantine_reason", ("records",))
        yield from (
            protected.shared(month.profile)
            if is_shared
            else map(suppressed, (figure for figures in protected.found.values() for figure in figures))
        )
