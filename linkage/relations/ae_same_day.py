"""AE_SAME_DAY: the test falls on the days of an emergency attendance."""

from linkage.engine.dialect import Dialect
from linkage.relations.emergency_visit import AFTER_ARRIVAL, EMERGENCY_VISIT, IN_DEPARTMENT
from linkage.relations.relation import Days, Relation


def ae_same_day_sql(dialect: Dialect, _days: Days) -> str:
    """One row per event and attendance whose days it falls on."""
    gap = dialect.days_between("visit.leave_day", "event.test_date")
    return f"""
        select event.event_id, 'AE_SAME_DAY' as relation, visit.attendance_source as episode_source,
            visit.attendance_key as episode_key, cast(null as string) as spell_id,
            case when event.test_date > visit.leave_day then {gap} else 0 end as gap_days
        from linked_event as event
        join emergency_visit as visit
          on visit.person_id = event.person_id
         and event.test_date between visit.arrival_date and visit.last_day"""


RELATION = Relation(
    name="AE_SAME_DAY",
    place=400,
    meaning="on the day of arrival or just after",
    on="the attendance",
    care_setting="emergency",
    sql=ae_same_day_sql,
    windows=(AFTER_ARRIVAL, IN_DEPARTMENT),
    helpers=(EMERGENCY_VISIT,),
    expected_from=("05",),
)
