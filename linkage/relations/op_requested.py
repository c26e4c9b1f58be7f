"""OP_REQUESTED: the test was asked for on the day of an appointment to which the patient came."""

from linkage.engine.dialect import Dialect
from linkage.relations.attended import SEEN
from linkage.relations.relation import Days, Relation, Window

TO_TEST = Window(
    "op_requested_days",
    180,
    least=1,
    most=731,
    meaning="days from the appointment that asked for it to the test",
)


def op_requested_sql(dialect: Dialect, days: Days) -> str:
    """One row per event and attended appointment on the day of the request, the test in time after."""
    gap = dialect.days_between("event.request_date", "event.test_date")
    return f"""
        select event.event_id, 'OP_REQUESTED' as relation, 'OP' as episode_source,
            appointment.appointment_key as episode_key, cast(null as string) as spell_id, {gap} as gap_days
        from linked_event as event
        join linked_appointment as appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.request_date
        where appointment.attended in {SEEN} and {gap} between 0 and {days[TO_TEST]}"""


RELATION = Relation(
    name="OP_REQUESTED",
    place=700,
    meaning="requested on the day of an attended appointment, and done in time after it",
    on="the appointment",
    care_setting="outpatient",
    sql=op_requested_sql,
    windows=(TO_TEST,),
    expected_from=("03",),
)
