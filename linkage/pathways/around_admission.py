"""Relations to an admission that the test comes before, or to a discharge that it comes after."""

from linkage.config.windows import Windows
from linkage.engine.dialect import Dialect

GP_DIRECT_ACCESS = "04"
"""Patient source setting of tests that a general practice asked for itself."""


def pre_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """PRE_ADMISSION: one row per event and spell admitted 1 to so many days later, on its first episode."""
    return before_sql(dialect, "PRE_ADMISSION", windows.pre_admission_days)


def gp_da_then_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """GP_DA_THEN_ADMISSION: the same of tests by GP direct access alone, with a window of its own."""
    days = windows.gp_da_then_admission_days
    return f"""{before_sql(dialect, "GP_DA_THEN_ADMISSION", days)}
        where event.source_setting = '{GP_DIRECT_ACCESS}'"""


def before_sql(dialect: Dialect, relation: str, days: int) -> str:
    """One row per event and spell admitted 1 to `days` days after the test, on its first episode."""
    gap = dialect.days_between("event.test_date", "stay.admission_date")
    return f"""
        select event.event_id, '{relation}' as relation, 'APC' as episode_source,
            stay.first_episode_key as episode_key, stay.spell_id, {gap} as gap_days
        from linked_event as event
        join stay on stay.person_id = event.person_id and {gap} between 1 and {days}"""


def post_discharge_sql(dialect: Dialect, windows: Windows) -> str:
    """POST_DISCHARGE: one row per event and spell discharged 1 to so many days earlier, on its last episode."""
    gap = dialect.days_between("stay.discharge_date", "event.test_date")
    return f"""
        select event.event_id, 'POST_DISCHARGE' as relation, 'APC' as episode_source,
            stay.last_episode_key as episode_key, stay.spell_id, {gap} as gap_days
        from linked_event as event
        join stay on stay.person_id = event.person_id and {gap} between 1 and {windows.post_discharge_days}"""
