"""The days that an emergency attendance covers: what relations to attendances are made from."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Helper, Window

AFTER_ARRIVAL = Window("ae_days_after_arrival", 1, least=0, most=7, meaning="days from arrival to test")
IN_DEPARTMENT = Window(
    "ecds_days_in_department",
    3,
    least=0,
    most=31,
    meaning="an ECDS attendance lasts to its departure, at most so many days",
)


def emergency_visit_sql(dialect: Dialect, days: Days) -> str:
    """
    One row per attendance, in HES A&E or ECDS, of the people an event is linked to, with the days it may cover.

    `leave_day` is the day of departure, else that of arrival. An ECDS attendance lasts to its departure, at most so
    many days; HES A&E has no departure date and may run past midnight, so a day is allowed for, as it is for ECDS
    without a departure.
    """
    longest = dialect.days_after("arrival_date", days[IN_DEPARTMENT])
    allowed = dialect.days_after("arrival_date", days[AFTER_ARRIVAL])
    return f"""
        with bounded as (
            select attendance_source, attendance_key, person_id, provider_code, arrival_date, episode_key,
                case
                    when departure_date is null then arrival_date
                    when departure_date > {longest} then {longest}
                    else departure_date
                end as leave_day,
                attendance_source = 'ECDS' and departure_date is not null as is_timed
            from attendance
            where arrival_date is not null and person_id in (select person_id from linked_event)
        )
        select attendance_source, attendance_key, person_id, provider_code, arrival_date, episode_key, leave_day,
            case when is_timed or leave_day > {allowed} then leave_day else {allowed} end as last_day
        from bounded"""


EMERGENCY_VISIT = Helper("emergency_visit", emergency_visit_sql)
