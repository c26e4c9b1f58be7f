"""Match rate, and the shares in review and unlinked, by whatever an event can be counted by."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.patient_tally import patient_tally_sql, tallied_rate_sql
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, Charted, CountedFrom, Statistic

BREAKDOWNS = (
    "month",
    "provider",
    "site",
    "modality",
    "source_setting",
    "sex",
    "age_band",
    "ethnic_group",
    "deprivation",
    "nhs_number_status",
    "nhs_number_state",
)
"""What events are counted by; `level` says which of them are about a part of the country."""

MEASURES = {"match_rate": "linked", "review_rate": "review", "unlinked_rate": "unlinked"}
"""Measure, and the status it counts: together every event of a category, once."""


def tally_sql() -> str:
    """Patients by breakdown, category, and how many events they have of each status; see patient_tally_sql."""
    statuses = {status: f"status = '{status}'" for status in MEASURES.values()}
    return patient_tally_sql("outcome", BREAKDOWNS, statuses)


def match_rate_by_sql() -> str:
    """Statistics rows of the table match_rate_by: events of each status as a share of all, by breakdown."""
    return " union all ".join(
        tallied_rate_sql("tally", "match_rate_by", measure, status) for measure, status in MEASURES.items()
    )


def items(_asked: Asked) -> Sequence[Item]:
    """Patients, counted once."""
    return (made("tally", tally_sql),)


STATISTIC = Statistic(
    table="match_rate_by",
    meaning="Shares of events that are linked, in review and unlinked, by whatever an event can be counted by.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: match_rate_by_sql(),
    control=OwnRule("linkage.disclosure.national"),
    chapter="groups",
    sums="breakdown <> 'nhs_number_status'",
    sums_kept="true",
    charted=(
        Charted("month", "month", national=tuple(MEASURES)),
        Charted("provider", "provider"),
    ),
)
