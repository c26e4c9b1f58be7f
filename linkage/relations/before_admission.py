"""Before an admission: the rows of relations whose test comes so many days before one."""

from linkage.engine.dialect import Dialect


def before_sql(dialect: Dialect, relation: str, days: int) -> str:
    """One row per event and spell admitted 1 to `days` days after the test, on its first episode."""
    gap = dialect.days_between("event.test_date", "stay.admission_date")
    return f"""
        select event.event_id, '{relation}' as relation, 'APC' as episode_source,
            stay.first_episode_key as episode_key, stay.spell_id, {gap} as gap_days
        from linked_event as event
        join stay on stay.person_id = event.person_id and {gap} between 1 and {days}"""
