"""Emergency attendances, with the day and minute of arrival and the day of departure."""

from linkage.engine.dialect import Dialect
from linkage.standardise import codes, dates
from linkage.standardise.hospital import NOTHING_LINKED, latest_sql

CLOCK = "^([01][0-9]|2[0-3])[0-5][0-9]$"
"""A time of day, hhmm. The null times 3000 (invalid) and 4000 (missing) are none."""


def minute_sql(dialect: Dialect, clock: str) -> str:
    """Minutes from midnight to a time written hhmm; null for anything else."""
    minutes = f"cast(substr({clock}, 1, 2) as bigint) * 60 + cast(substr({clock}, 3, 2) as bigint)"
    return f"case when {dialect.matches(clock, CLOCK)} then {minutes} end"


def attendance_sql(dialect: Dialect) -> str:
    """
    One row per HES A&E attendance.

    HES A&E has no departure date: a departure earlier in the day than the arrival is one on the day after.
    """
    return f"""
        with timed as (
            select record_key, person_key,
                {codes.provider_sql(dialect, "coalesce(provider_code, provider_code_3)")} as provider_code,
                upper(site_code) as site_code,
                {dates.known_date_sql(dialect, "start_date")} as arrival_date,
                {minute_sql(dialect, "arrival_time")} as arrival_minute,
                {minute_sql(dialect, "departure_time")} as departure_minute,
                attendance_category, {codes.two_digits_sql(dialect, "disposal")} as disposal,
                {codes.two_digits_sql(dialect, "department_type")} as department_type,
                {codes.present_sql("episode_key", *NOTHING_LINKED)} as episode_key,
                primary_diagnosis
            from {latest_sql("ae")}
        )
        select 'AE' as attendance_source, record_key as attendance_key, person_key as person_id, provider_code,
            site_code, arrival_date,
            case
                when departure_minute < arrival_minute then {dialect.days_after("arrival_date", 1)}
                when departure_minute >= arrival_minute then arrival_date
            end as departure_date,
            arrival_minute, attendance_category, disposal, department_type, episode_key, primary_diagnosis
        from timed"""
