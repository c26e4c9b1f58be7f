"""
Fields and identifiers under control: how many events have each field usable, and rows by the state of an identifier.

    match_rate_by nhs_number_state      events by state of the NHS number
    data_quality  did.nhs_number        the same events, by the same states
    data_quality  field, nhs_number     the same events: usable or not

The three say the same in their own way. So the second is withheld where the first or the third hides anything, and
the third where any of them does.
"""

from collections.abc import Iterable, Mapping

from linkage.disclosure.cell import suppressed
from linkage.disclosure.group import group
from linkage.disclosure.judged import Judge, Judged
from linkage.disclosure.partition import ALL, OPEN, Hiding
from linkage.words.figure import Figure

BROKEN_DOWN = {
    "nhs_number": "nhs_number_state",
    "sex": "sex",
    "birth_date": "age_band",
    "ethnic_category": "ethnic_group",
}
"""Fields whose use, or whose lack, is a category of a breakdown of the events."""

OF_EVENTS = "did"


def fields(judge: Judge, statuses: Mapping[str, Judged], *, sides_open: bool) -> list[Figure]:
    """The tables of data quality; `sides_open`: the flow tells how many rows were set aside."""
    usable = usable_fields(judge)
    hides = {field for field, hiding in usable.hidden.items() if hiding.parts}
    hides |= {field for field, name in BROKEN_DOWN.items() if name in statuses and not statuses[name].is_open}
    told: list[Figure] = []
    for breakdown in judge.breakdowns("data_quality"):
        dataset, _, field = breakdown.partition(".")
        if not field or (dataset == OF_EVENTS and field in hides):
            continue
        judged = judge.partition("data_quality", breakdown, ("records",))
        told += judged.told(judge.profile)
        if dataset == OF_EVENTS and not judged.is_open:
            hides.add(field)
    hidden = {field: ALL if field in hides else hiding for field, hiding in usable.hidden.items()}
    told += Judged(usable.found, hidden).told(judge.profile)
    return told + list(reasons(judge, sides_open=sides_open))


def usable_fields(judge: Judge) -> Judged:
    """Share of events with each field usable; fields do not add up to anything."""
    return judge.alone("data_quality", "field", ("valid",), with_rest=True)


def states_hidden_by_field(judge: Judge) -> dict[str, dict[str, Hiding]]:
    """
    The states of the NHS number, all hidden, since it is usable for few events or not usable for few.

    Several states together are the events without a usable number: each hidden by itself, the rest would tell of them.
    """
    field, name = "nhs_number", BROKEN_DOWN["nhs_number"]
    if not usable_fields(judge).hidden.get(field, OPEN).parts:
        return {}
    return {name: {figure.category: ALL for figure in judge.figures if figure.breakdown == name}}


def reasons(judge: Judge, *, sides_open: bool) -> Iterable[Figure]:
    """Rows set aside, by reason: of each data set by itself, and of the imaging file where the flow tells of them."""
    found = group(judge.figures, "data_quality", "quarantine_reason", ("records",))
    for dataset in sorted({category.partition(".")[0] for category in found}):
        of_it = Judge(
            [
                figure
                for figures in found.values()
                for figure in figures
                if figure.category.startswith(f"{dataset}.")
            ],
            judge.profile,
            judge.earlier,
        )
        is_told = sides_open or dataset != OF_EVENTS
        judged = of_it.partition("data_quality", "quarantine_reason", ("records",))
        yield from (
            judged.told(judge.profile)
            if is_told
            else map(suppressed, (figure for figures in judged.found.values() for figure in figures))
        )
