"""Events in the days before an admission or after a discharge."""

from linkage.config.rules import Windows
from linkage.engine.dialect import Dialect
from linkage.pathways.relation import relation_row_sql

GP_DIRECT_ACCESS = "04"
"""Source setting of tests that a GP asks for without a hospital appointment."""


def pre_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """One row per linked event and spell that began within the window after the test, on its first episode."""
    return _before_sql(dialect, "PRE_ADMISSION", windows.pre_admission_days)


def gp_da_then_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """The same for tests that a GP asked for, with a window of its own."""
    return f"""{_before_sql(dialect, "GP_DA_THEN_ADMISSION", windows.gp_da_admission_days)}
        where event.source_setting = '{GP_DIRECT_ACCESS}'"""


def post_discharge_sql(dialect: Dialect, windows: Windows) -> str:
    """One row per linked event and spell that ended within the window before the test, on its last episode."""
    gap = dialect.days_between("spells.discharge_date", "event.test_date")
    row = relation_row_sql(
        "POST_DISCHARGE", "APC", "spells.last_episode_key", spell="spells.spell_id", gap=gap
    )
    return f"""{row}
        from linked_event as event
        join spells
          on spells.person_id = event.person_id and {gap} between 1 and {windows.post_discharge_days}"""


def _before_sql(dialect: Dialect, relation: str, days: int) -> str:
    gap = dialect.days_between("event.test_date", "spells.admission_date")
    row = relation_row_sql(relation, "APC", "spells.first_episode_key", spell="spells.spell_id", gap=gap)
    return f"""{row}
        from linked_event as event
        join spells on spells.person_id = event.person_id and {gap} between 1 and {days}"""
