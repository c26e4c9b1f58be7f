"""Data quality: how complete and how usable each field is, what became of identifiers, and what was set aside."""

from linkage.config import codes

GP_NOT_A_PRACTICE = ("V81997", "V81998", "V81999")
"""Not registered, not applicable, not known: codes in the place of a practice. Source: NHS Data Dictionary."""

OVER_MERGED = ("nhs_numbers", "birth_dates", "sexes")
"""Signs that a person key is of several people; the first that it shows counts."""

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


def counts_sql(period: str) -> str:
    """Statistics rows that count rows, not people: identifiers by state, files by data set, rows set aside."""
    head, tail = head_sql(period), TAIL
    files = [
        f"""
        {head}, 'file' as breakdown, dataset as category, '{measure}' as measure,
            cast(sum({measure}) as bigint) as numerator, cast(sum(rows_read) as bigint) as denominator,
            cast(sum({measure}) as double) as value, {tail}
        from input_file
        group by dataset"""
        for measure in ("rows_read", "rows_accepted", "rows_quarantined")
    ]
    reasons = f"""
        {head}, 'quarantine_reason' as breakdown, concat(dataset, '.', reason) as category, 'records' as measure,
            count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value, {tail}
        from quarantine
        group by dataset, reason"""
    return " union all ".join(
        (states_sql(period, "data_quality_count"), *files, reasons, over_merged_sql(head))
    )


TAIL = "cast(null as bigint) as numerator_people, cast(null as bigint) as complement_people"


def head_sql(period: str) -> str:
    """The beginning of a row of this table, in the month `period`."""
    return f"select '{period}' as period, 'data_quality' as \"table\""


def states_sql(period: str, source: str) -> str:
    """Statistics rows: identifiers by state, from a table of such counts (see data_quality_count)."""
    return f"""
        {head_sql(period)}, concat(dataset, '.', field) as breakdown, state as category, 'records' as measure,
            records as numerator,
            cast(sum(records) over (partition by dataset, field) as bigint) as denominator,
            cast(records as double) as value, {TAIL}
        from {source}"""


def over_merged_sql(head: str) -> str:
    """
    Statistics rows of person keys that may be of several people: how many by sign, and events linked to them.

    The people are of the whole index, not of the month alone; these numbers are never shared.
    """
    signs = " union all ".join(
        f"""
        {head}, 'over_merged_person' as breakdown, '{sign}' as category, 'people' as measure,
            count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value,
            count(*) as numerator_people, cast(null as bigint) as complement_people
        from over_merged_person
        where why = '{sign}'"""
        for sign in OVER_MERGED
    )
    return f"{signs} union all {over_merged_linked_sql(head)}"


def over_merged_linked_sql(head: str) -> str:
    """Statistics row: events linked to such person keys; reads events alone."""
    return f"""
        {head}, 'over_merged_person' as breakdown, 'linked' as category, 'events' as measure,
            count(case when over_merged_person then 1 end) as numerator, count(*) as denominator,
            cast(count(case when over_merged_person then 1 end) as double) / nullif(count(*), 0) as value,
            count(distinct case when over_merged_person then person_id end) as numerator_people,
            count(distinct case when not over_merged_person then person_id end) as complement_people
        from events
        where status = 'linked'"""
