"""PRE_ADMISSION: the test comes shortly before an admission."""

from linkage.engine.dialect import Dialect
from linkage.relations import in_episode
from linkage.relations.admission import HELPERS
from linkage.relations.before_admission import before_sql
from linkage.relations.relation import Days, Relation, Window

TO_ADMISSION = Window("pre_admission_days", 28, least=1, most=366, meaning="days from test to admission")


def pre_admission_sql(dialect: Dialect, days: Days) -> str:
    """One row per event and admission 1 to so many days later, on its first episode."""
    return before_sql(dialect, "PRE_ADMISSION", days[TO_ADMISSION])


RELATION = Relation(
    name="PRE_ADMISSION",
    place=800,
    meaning="shortly before the admission",
    on="its first episode",
    care_setting="around_admission",
    sql=pre_admission_sql,
    windows=(TO_ADMISSION,),
    helpers=HELPERS,
    reads=(in_episode.RELATION,),
    expected_from=("03",),
)
