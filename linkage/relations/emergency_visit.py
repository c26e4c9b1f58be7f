"""The days that an emergency attendance covers: what relations to attendances are made from."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Helper, Window

AFTER_ARRIVAL = Window(
    "ae_days_after_arrival",
    1,
    least=0,
    most=7,
    meaning="days from arrival to test, where no departure is known",
)
IN_DEPARTMENT = Window(
    "ecds_days_in_department",
    3,
    least=0,
    most=31,
    meaning="an ECDS attendance lasts to its departure, at most so many days",
)


MINUTES_APART = 60
"""Two arrivals of one person at one place within an hour are one attendance. Source: Health Foundation HES pipeline."""


def emergency_visit_sql(dialect: Dialect, days: Days) -> str:
    """
    One row per attendance, in HES A&E or ECDS, of the people an event is linked to, with the days it may cover.

    It lasts to the day of departure, where that is known: of ECDS at most so many days, of HES A&E by its times of
    day. Without a departure it may run past midnight, and days are allowed for. `leave_day` is the day of departure,
    else that of arrival.
    """
    longest = dialect.days_after("arrival_date", days[IN_DEPARTMENT])
    allowed = dialect.days_after("arrival_date", days[AFTER_ARRIVAL])
    return f"""
        with bounded as (
            select attendance_source, attendance_key, person_id, provider_code, arrival_date, arrival_minute,
                episode_key, disposal,
                case
                    when departure_date is null then arrival_date
                    when attendance_source = 'ECDS' and departure_date > {longest} then {longest}
                    else departure_date
                end as leave_day,
                departure_date is null as is_untimed
            from linked_attendance
            where arrival_date is not null
        )
        select attendance_source, attendance_key, person_id, provider_code, arrival_date, arrival_minute, episode_key,
            disposal, leave_day, case when is_untimed then {allowed} else leave_day end as last_day
        from bounded"""


EMERGENCY_VISIT = Helper("emergency_visit", emergency_visit_sql)
