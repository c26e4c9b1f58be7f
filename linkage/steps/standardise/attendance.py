"""Emergency attendances, with the day and minute of arrival and the day of departure."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import codes, dates
from linkage.steps.standardise.hospital import NOTHING_LINKED
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables, latest_sql
from linkage.words.key_text import present_sql

CLOCK = "^([01][0-9]|2[0-3]):?[0-5][0-9](:[0-5][0-9])?$"
"""A time of day, hhmm or hh:mm, seconds passed over. The null times 3000 (invalid) and 4000 (missing) are none."""

NOT_COUNTED = {
    "deleted": "coalesce(lower(deleted), '0') in ('1', 'true', 'y')",
    "duplicate": "coalesce(lower(duplicate_flag), '0') in ('1', 'true', 'y')",
    "unfinished": "coalesce(lower(finished), '1') in ('0', 'false', 'n')",
}
"""ECDS rows that are no attendance, in the order in which the reason is given; without the columns every row counts."""


def minute_sql(dialect: Dialect, clock: str) -> str:
    """Minutes from midnight to a time of day; null for anything else."""
    digits = dialect.without(clock, ":")
    minutes = f"cast(substr({digits}, 1, 2) as bigint) * 60 + cast(substr({digits}, 3, 2) as bigint)"
    return f"case when {dialect.matches(clock, CLOCK)} then {minutes} end"


def ecds_state_sql() -> str:
    """What an ECDS row is: deleted, duplicate, unfinished or used."""
    cases = " ".join(f"when {condition} then '{state}'" for state, condition in NOT_COUNTED.items())
    return f"case {cases} else 'used' end"


def attendance_sql(dialect: Dialect, raw: RawTables = RAW_TABLES) -> str:
    """
    One row per emergency attendance, of HES A&E and of ECDS.

    HES A&E has no departure date: a departure earlier in the day than the arrival is one on the day after. ECDS has
    one, and one before the arrival is none. Its deleted, duplicate and unfinished rows are left out.
    """
    start = dates.known_date_sql(dialect, "start_date")
    left = dates.known_date_sql(dialect, "departure_date")
    shared = f"""record_key, person_key, known_provider as provider_code,
                upper(present_site) as site_code, {start} as arrival_date,
                {minute_sql(dialect, "arrival_time")} as arrival_minute,
                {minute_sql(dialect, "departure_time")} as departure_minute, attendance_category"""
    return f"""
        with ae as (
            select {shared},
                {codes.two_digits_sql(dialect, "disposal")} as disposal,
                {codes.two_digits_sql(dialect, "department_type")} as department_type,
                {codes.something_sql(present_sql(dialect, "episode_key"), *NOTHING_LINKED)} as episode_key,
                primary_diagnosis, investigations
            from {latest_sql(dialect, "ae", raw)}
        ),
        ecds as (
            select {shared},
                {left} as departure_date, disposal,
                {codes.two_digits_sql(dialect, "department_type")} as department_type,
                primary_diagnosis, investigations,
                {ecds_state_sql()} as state
            from {latest_sql(dialect, "ecds", raw)}
        )
        select 'AE' as attendance_source, record_key as attendance_key, person_key as person_id, provider_code,
            site_code, arrival_date,
            case
                when departure_minute < arrival_minute then {dialect.days_after("arrival_date", 1)}
                when departure_minute >= arrival_minute then arrival_date
            end as departure_date,
            arrival_minute, departure_minute, attendance_category, disposal, department_type, episode_key,
            primary_diagnosis, investigations
        from ae
        union all
        select 'ECDS' as attendance_source, record_key, person_key, provider_code, site_code, arrival_date,
            case when departure_date >= arrival_date then departure_date end as departure_date,
            arrival_minute, departure_minute, attendance_category, disposal, department_type, cast(null as string),
            {dialect.item(dialect.split("primary_diagnosis", "','"), 1)}, {dialect.replaced("investigations", ",", "|")}
        from ecds
        where state = 'used'"""
