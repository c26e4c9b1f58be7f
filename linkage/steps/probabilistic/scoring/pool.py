"""The pool of undecided event identities, and events and people as Splink sees them."""

from linkage.engine.dialect import Dialect

NUMBER_IN_INDEX = "number_in_index"
NUMBER_ALONE = "number_alone"
"""State of a number that the index holds, on an event that bears neither birth date nor postcode."""


def pool_identity_sql() -> str:
    """One row per event identity that no rank before P settled, and the state of its number."""
    return f"""
        select event.identity_key, event.nhs_number, event.birth_date, event.sex, event.postcode,
            event.events,
            case when event.nhs_number is null then 'number_missing'
                when known.nhs_number is null then 'number_not_in_index'
                when event.birth_date is null and event.postcode is null then '{NUMBER_ALONE}'
                else '{NUMBER_IN_INDEX}' end as number_state
        from event_identity as event
        left join rank_decision as decided on decided.identity_key = event.identity_key and not decided.after_p
        left join (
            select distinct held.nhs_number
            from person_number as held
            join (select distinct nhs_number from event_identity where nhs_number is not null) as borne
              on borne.nhs_number = held.nhs_number
        ) as known on known.nhs_number = event.nhs_number
        where decided.identity_key is null
          and (event.nhs_number is not null or event.birth_date is not null or event.postcode is not null)"""


def pool_stratum_sql() -> str:
    """
    pool_identity, event -> one row per pool identity and stratum: the number's state and the source setting.

    One identity may bear events of two settings.
    """
    return """
        select pool.identity_key, pool.number_state,
            concat(pool.number_state, ' ', coalesce(event.source_setting, 'unknown')) as stratum,
            count(*) as events
        from pool_identity as pool
        join event on event.identity_key = pool.identity_key
        group by pool.identity_key, pool.number_state, event.source_setting"""


def event_record_sql(dialect: Dialect, events: str) -> str:
    """One row per event identity as Splink sees it: single values, and no lists."""
    return f"""
        select cast(identity_key as string) as unique_id, nhs_number, birth_date, sex, postcode,
            {dialect.no_list("date")} as birth_dates, {dialect.no_list("text")} as sexes,
            {dialect.no_list("text")} as postcodes
        from {events}"""


def person_record_sql(dialect: Dialect, people: str) -> str:
    """One row per person of the `people` table as Splink sees it: lists of all they hold, null when empty."""
    return f"""
        select person_id as unique_id, cast(null as string) as nhs_number, cast(null as date) as birth_date,
            cast(null as string) as sex, cast(null as string) as postcode,
            {dialect.sorted_set("birth_date")} as birth_dates, {dialect.sorted_set("sex")} as sexes,
            {dialect.sorted_set("postcode")} as postcodes
        from identity
        where person_id in (select person_id from {people})
        group by person_id"""
