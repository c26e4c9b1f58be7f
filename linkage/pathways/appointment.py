"""Relations to an outpatient appointment: the test falls on its day, or was asked for there."""

from linkage.config.windows import Windows
from linkage.engine.dialect import Dialect

SEEN = "('5', '6')"
"""ATTENDED: seen, or seen late. Other appointments did not take place."""


def op_same_day_sql() -> str:
    """OP_SAME_DAY: one row per event and attended appointment on the test day."""
    return f"""
        select event.event_id, 'OP_SAME_DAY' as relation, 'OP' as episode_source,
            appointment.appointment_key as episode_key, cast(null as string) as spell_id, 0 as gap_days
        from linked_event as event
        join appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.test_date
        where appointment.attended in {SEEN}"""


def op_requested_sql(dialect: Dialect, windows: Windows) -> str:
    """OP_REQUESTED: one row per event and attended appointment on the day of the request, the test in time after."""
    gap = dialect.days_between("event.request_date", "event.test_date")
    return f"""
        select event.event_id, 'OP_REQUESTED' as relation, 'OP' as episode_source,
            appointment.appointment_key as episode_key, cast(null as string) as spell_id, {gap} as gap_days
        from linked_event as event
        join appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.request_date
        where appointment.attended in {SEEN} and {gap} between 0 and {windows.op_requested_days}"""
