"""OP_SAME_DAY: the test falls on the day of an appointment to which the patient came."""

from linkage.engine.dialect import Dialect
from linkage.relations.attended import SEEN
from linkage.relations.relation import Days, Relation


def op_same_day_sql(_dialect: Dialect, _days: Days) -> str:
    """One row per event and attended appointment on the test day."""
    return f"""
        select event.event_id, 'OP_SAME_DAY' as relation, 'OP' as episode_source,
            appointment.appointment_key as episode_key, cast(null as string) as spell_id, 0 as gap_days
        from linked_event as event
        join linked_appointment as appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.test_date
        where appointment.attended in {SEEN}"""


RELATION = Relation(
    name="OP_SAME_DAY",
    place=600,
    meaning="on the day of an attended appointment",
    on="the appointment",
    care_setting="outpatient",
    sql=op_same_day_sql,
    expected_from=("03",),
)
