"""Contacts that were sent more than once: kept, and flagged. Episodes have their rule in `episode`."""

from linkage.engine.dialect import Dialect
from linkage.relations.emergency_visit import MINUTES_APART
from linkage.relations.relation import LINKED_APPOINTMENT, LINKED_ATTENDANCE
from linkage.steps.pathways.linked_records import records_sql

BESIDE_AE = "ae"
"""Of an attendance that is in both data sets, unless the job says otherwise: HES A&E names the admission it led to."""


def own_first_sql(source: str, beside_ae: str) -> str:
    """To order by: HES A&E before ECDS, or the other way round, where `source` is one of them."""
    return f"case {source} when '{'AE' if beside_ae == BESIDE_AE else 'ECDS'}' then 0 else 1 end"


def duplicate_contact_sql(dialect: Dialect, beside_ae: str = BESIDE_AE, *, of_linked: bool = True) -> str:
    """
    One row per appointment or attendance, of the people an event is linked to (or of everybody), that repeats another.

    Appointments: same person, provider, day, specialty, kind of attendance and outcome of it. Attendances, in HES
    A&E and ECDS alike: same person and provider, each arrival less than an hour after the last; arrivals of a day
    without a time are one. Of those in both data sets the one of `beside_ae` (ae or ecds) counts, then the first by
    key; the others are duplicates.
    """
    minutes = f"{dialect.days_between('last_date', 'arrival_date')} * 1440 + arrival_minute - last_minute"
    in_time = """partition by person_id, provider_code, arrival_minute is null
                    order by arrival_date, arrival_minute, attendance_key, attendance_source"""
    appointments = records_sql(LINKED_APPOINTMENT, of_linked=of_linked)
    attendances = records_sql(LINKED_ATTENDANCE, of_linked=of_linked)
    return f"""
        with crowded as (
            select person_id, appointment_date
            from {appointments} as booked
            where appointment_date is not null
            group by person_id, appointment_date
            having count(*) > 1
        ),
        arrived as (
            select attendance_source, attendance_key, person_id, provider_code, arrival_date, arrival_minute,
                lag(arrival_date) over ({in_time}) as last_date,
                lag(arrival_minute) over ({in_time}) as last_minute
            from {attendances} as attended
            where arrival_date is not null
        ),
        visit as (
            select *,
                sum(case
                    when arrival_minute is not null and {minutes} < {MINUTES_APART} then 0
                    when arrival_minute is null and last_date = arrival_date then 0
                    else 1
                end) over (
                    {in_time}
                    rows between unbounded preceding and current row) as visit
            from arrived
        ),
        counted as (
            select attendance_source as episode_source, attendance_key as episode_key,
                row_number() over (
                    partition by person_id, provider_code, arrival_minute is null, visit
                    order by {own_first_sql("attendance_source", beside_ae)}, attendance_key, attendance_source
                ) as nth
            from visit
            union all
            select 'OP' as episode_source, appointment.appointment_key as episode_key,
                row_number() over (
                    partition by appointment.person_id, appointment.provider_code, appointment.appointment_date,
                        appointment.treatment_specialty, appointment.first_attendance, appointment.attended
                    order by appointment.appointment_key) as nth
            from {appointments} as appointment
            join crowded
              on crowded.person_id = appointment.person_id
             and crowded.appointment_date = appointment.appointment_date
        )
        select episode_source, episode_key
        from counted
        where nth > 1"""
