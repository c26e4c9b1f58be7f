"""Events beside an attended outpatient appointment: on its day, or asked for there."""

from linkage.config.rules import Windows
from linkage.engine.dialect import Dialect
from linkage.pathways.relation import relation_row_sql

SEEN = "('5', '6')"
"""ATTENDED: seen, or seen late. Other appointments did not take place."""


def op_same_day_sql() -> str:
    """One row per linked event and attended appointment on the test day."""
    row = relation_row_sql("OP_SAME_DAY", "OP", "appointment.appointment_key")
    return f"""{row}
        from linked_event as event
        join appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.test_date
        where appointment.attended in {SEEN}"""


def op_requested_sql(dialect: Dialect, windows: Windows) -> str:
    """One row per linked event and attended appointment on the day of the request, if the test followed in time."""
    gap = dialect.days_between("appointment.appointment_date", "event.test_date")
    row = relation_row_sql("OP_REQUESTED", "OP", "appointment.appointment_key", gap=gap)
    return f"""{row}
        from linked_event as event
        join appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.request_date
        where appointment.attended in {SEEN} and {gap} between 0 and {windows.op_requested_days}"""
