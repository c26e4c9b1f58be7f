"""AE_WEEK_BEFORE: the test comes within a week after an emergency attendance. Made up for a test."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Relation, Window

TO_TEST = Window("ae_week_before_days", 7, least=1, most=31, meaning="days from arrival to a later test")


def ae_week_before_sql(dialect: Dialect, days: Days) -> str:
    """One row per event and attendance that began 1 to so many days before."""
    gap = dialect.days_between("attendance.arrival_date", "event.test_date")
    return f"""
        select event.event_id, 'AE_WEEK_BEFORE' as relation, attendance.attendance_source as episode_source,
            attendance.attendance_key as episode_key, cast(null as string) as spell_id, {gap} as gap_days
        from linked_event as event
        join attendance on attendance.person_id = event.person_id and {gap} between 1 and {days[TO_TEST]}"""


RELATION = Relation(
    name="AE_WEEK_BEFORE",
    place=1100,
    meaning="in the week after an emergency attendance",
    on="the attendance",
    care_setting="emergency",
    sql=ae_week_before_sql,
    windows=(TO_TEST,),
    expected_from=("05",),
)
