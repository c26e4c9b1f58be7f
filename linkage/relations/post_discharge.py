"""POST_DISCHARGE: the test comes shortly after a discharge."""

from linkage.engine.dialect import Dialect
from linkage.relations import in_episode
from linkage.relations.admission import HELPERS, beside_admission_sql
from linkage.relations.relation import Days, Relation, Window

FROM_DISCHARGE = Window("post_discharge_days", 30, least=1, most=366, meaning="days from discharge to test")


def post_discharge_sql(dialect: Dialect, days: Days) -> str:
    """
    One row per event and admission that ended 1 to so many days earlier, on the last episode of the stay.

    It ended with its last spell, and not by a death.
    """
    gap = dialect.days_between("admission.discharge_date", "event.test_date")
    return f"""
        select event.event_id, 'POST_DISCHARGE' as relation, 'APC' as episode_source,
            admission.last_episode_key as episode_key, admission.last_spell_id as spell_id, {gap} as gap_days
        {beside_admission_sql(f"{gap} between 1 and {days[FROM_DISCHARGE]}")}
          and admission.last_episode_key is not null"""


RELATION = Relation(
    name="POST_DISCHARGE",
    place=1000,
    meaning="shortly after the discharge",
    on="its last episode",
    care_setting="around_admission",
    sql=post_discharge_sql,
    windows=(FROM_DISCHARGE,),
    helpers=HELPERS,
    reads=(in_episode.RELATION,),
    expected_from=("03",),
)
