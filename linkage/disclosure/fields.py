"""
Fields and identifiers under control: how many events have each field usable, and rows by the state of an identifier.

    match_rate_by nhs_number_state      events by state of the NHS number
    data_quality  did.nhs_number        the same events, by the same states
    data_quality  field, nhs_number     the same events: usable or not

The three say the same in their own way, so the first decides: where it hides anything the second is withheld, and
where either does the third is.
"""

from collections.abc import Iterable, Mapping

from linkage.disclosure.cell import suppressed
from linkage.disclosure.group import group
from linkage.disclosure.judged import Judge, Judged
from linkage.disclosure.partition import ALL
from linkage.figure import Figure

BROKEN_DOWN = {
    "nhs_number": "nhs_number_state",
    "sex": "sex",
    "birth_date": "age_band",
    "ethnic_category": "ethnic_group",
}
"""Fields whose use, or whose lack, is a category of a breakdown of the events."""

OF_EVENTS = "did."


def fields(judge: Judge, statuses: Mapping[str, Judged], *, sides_open: bool) -> list[Figure]:
    """The tables of data quality; `sides_open`: the flow tells how many rows were set aside."""
    hides = {field for field, name in BROKEN_DOWN.items() if name in statuses and not statuses[name].is_open}
    told: list[Figure] = []
    for breakdown in judge.breakdowns("data_quality"):
        _, _, field = breakdown.partition(".")
        if breakdown in {"field", "quarantine_reason"} or not field:
            continue
        judged = judge.partition("data_quality", breakdown, ("records",))
        if breakdown.startswith(OF_EVENTS) and not judged.is_open:
            hides.add(field)
        if not (breakdown.startswith(OF_EVENTS) and field in BROKEN_DOWN and field in hides):
            told += judged.told(judge.profile)
    return told + usable(judge, hides) + list(reasons(judge, sides_open=sides_open))


def usable(judge: Judge, hides: set[str]) -> list[Figure]:
    """Share of events with each field usable; fields do not add up to anything."""
    judged = judge.alone("data_quality", "field", ("valid",), with_rest=True)
    hidden = {field: ALL if field in hides else hiding for field, hiding in judged.hidden.items()}
    return Judged(judged.found, hidden).told(judge.profile)


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
        is_told = sides_open or f"{dataset}." != OF_EVENTS
        judged = of_it.partition("data_quality", "quarantine_reason", ("records",))
        yield from (
            judged.told(judge.profile)
            if is_told
            else map(suppressed, (figure for figures in judged.found.values() for figure in figures))
        )
