"""Data quality of events: how complete and how usable each field is, in all and by provider."""

from collections.abc import Sequence

from linkage.config import codes
from linkage.engine.making import Item, made
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, Charted, CountedFrom, Statistic

GP_NOT_A_PRACTICE = ("V81997", "V81998", "V81999")
"""Not registered, not applicable, not known: codes in the place of a practice. Source: NHS Data Dictionary."""

NO_GROUP = ("Z", "99")
"""Ethnic category not stated, not known."""

COMPLETE = {
    "nhs_number": "nhs_number_state <> 'missing'",
    "birth_date": "birth_date_state <> 'missing'",
    "sex": "sex_state <> 'missing'",
    "postcode": "postcode_state <> 'missing'",
    "ethnic_category": "ethnic_category is not null",
    "nhs_number_status": "nhs_number_status is not null",
    "source_setting": "source_setting is not null",
    "referring_organisation": "referring_organisation is not null",
    "gp_practice": "gp_practice is not null",
    "imaging_code": "imaging_code_nicip is not null or imaging_code_snomed is not null",
    "request_date": "request_date is not null",
    "received_date": "received_date is not null",
    "report_date": "report_date is not null",
}
"""Fields of an imaging event, and when one is filled in. Settings, status and dates that cannot be read count as
blank: standardising has made them null."""


def _quoted(listed: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in listed)


def usable() -> dict[str, str]:
    """The fields that can be filled in and yet say nothing, and when they do say something."""
    groups = tuple(row["code"] for row in codes.read("ethnic_category") if row["code"] not in NO_GROUP)
    return {
        "nhs_number": "nhs_number is not null",
        "birth_date": "birth_date is not null",
        "sex": "sex is not null",
        "postcode": "postcode is not null",
        "ethnic_category": f"substr(ethnic_category, 1, 1) in ({_quoted(groups)})",
        "gp_practice": f"gp_practice not in ({_quoted(GP_NOT_A_PRACTICE)})",
    }


def field_tally_sql() -> str:
    """One row per provider and patient: events, and how many have each field filled in, usable, and only filled in."""
    counted = [
        *(f"count(case when {filled} then 1 end) as complete_{field}" for field, filled in COMPLETE.items()),
        *(f"count(case when {says} then 1 end) as valid_{field}" for field, says in usable().items()),
        *(
            f"count(case when {COMPLETE[field]} and not coalesce({says}, false) then 1 end) as unusable_{field}"
            for field, says in usable().items()
        ),
    ]
    return f"""
        select outcome.period, outcome.provider, outcome.subject, count(*) as events,
            {", ".join(counted)}
        from (select event_id, period, provider, subject from outcome) as outcome
        join event on event.event_id = outcome.event_id
        group by outcome.period, outcome.provider, outcome.subject"""


def measures() -> tuple[tuple[str, str], ...]:
    """Every (measure, field) of the tally."""
    return (
        *(("complete", field) for field in COMPLETE),
        *((measure, field) for measure in ("valid", "unusable") for field in usable()),
    )


def field_totals_sql() -> str:
    """One row per provider, and one for all of them: totals of field_tally, and patients on both sides of each."""
    columns = [f"{measure}_{field}" for measure, field in measures()]
    sums = ", ".join(f"sum({column}) as {column}" for column in columns)
    sides = ", ".join(
        f"sum({column}) as {column}, count(case when {column} > 0 then 1 end) as with_{column},"
        f" count(case when {column} < events then 1 end) as without_{column}"
        for column in columns
    )
    return f"""
        select period, provider, sum(events) as events, {sides} from field_tally group by period, provider
        union all
        select period, cast(null as string) as provider, sum(events) as events, {sides}
        from (
            select period, subject, sum(events) as events, {sums} from field_tally group by period, subject
        ) as of_patient
        group by period"""


def field_sql() -> str:
    """Statistics rows: share of events with a field filled in (complete), usable (valid) or not, also by provider."""
    return " union all ".join(
        f"""
        select period, 'data_quality' as "table",
            case when provider is null then 'field' else 'provider.{field}' end as breakdown,
            coalesce(provider, '{field}') as category, '{measure}' as measure,
            cast({measure}_{field} as bigint) as numerator, cast(events as bigint) as denominator,
            cast({measure}_{field} as double) / nullif(events, 0) as value,
            with_{measure}_{field} as numerator_people, without_{measure}_{field} as complement_people
        from field_totals"""
        for measure, field in measures()
    )


def items(_asked: Asked) -> Sequence[Item]:
    """Patients, counted once, and their totals."""
    return (made("field_tally", field_tally_sql), made("field_totals", field_totals_sql))


STATISTIC = Statistic(
    table="data_quality",
    meaning="Shares of events with each field filled in (complete), usable (valid) or filled in and unusable.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: field_sql(),
    control=OwnRule("linkage.disclosure.fields"),
    chapter="quality",
    sums_kept="breakdown = 'field' or breakdown like 'provider.%'",
    charted=(Charted("provider.nhs_number", "provider", "nhs_number_"),),
)
