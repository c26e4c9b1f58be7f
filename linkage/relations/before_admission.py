"""Before an admission: the rows of relations whose test comes so many days before one."""

from linkage.engine.dialect import Dialect
from linkage.relations.admission import beside_admission_sql


def before_sql(dialect: Dialect, relation: str, days: int) -> str:
    """One row per event and admission 1 to `days` days after the test, on its first episode."""
    gap = dialect.days_between("event.test_date", "admission.admission_date")
    return f"""
        select event.event_id, '{relation}' as relation, 'APC' as episode_source,
            admission.first_episode_key as episode_key, admission.spell_id, {gap} as gap_days
        {beside_admission_sql(f"{gap} between 1 and {days}")}
          and admission.is_told_before"""
