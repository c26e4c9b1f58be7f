"""POST_DISCHARGE: the test comes shortly after a discharge."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Relation, Window

FROM_DISCHARGE = Window("post_discharge_days", 30, least=1, most=366, meaning="days from discharge to test")


def post_discharge_sql(dialect: Dialect, days: Days) -> str:
    """One row per event and spell discharged 1 to so many days earlier, on its last episode."""
    gap = dialect.days_between("stay.discharge_date", "event.test_date")
    return f"""
        select event.event_id, 'POST_DISCHARGE' as relation, 'APC' as episode_source,
            stay.last_episode_key as episode_key, stay.spell_id, {gap} as gap_days
        from linked_event as event
        join stay on stay.person_id = event.person_id and {gap} between 1 and {days[FROM_DISCHARGE]}"""


RELATION = Relation(
    name="POST_DISCHARGE",
    place=1000,
    meaning="shortly after the discharge",
    on="its last episode",
    care_setting="around_admission",
    sql=post_discharge_sql,
    windows=(FROM_DISCHARGE,),
    expected_from=("03",),
)
