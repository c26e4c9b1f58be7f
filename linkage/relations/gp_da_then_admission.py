"""GP_DA_THEN_ADMISSION: a general practice asked for the test itself, and an admission comes shortly after."""

from linkage.engine.dialect import Dialect
from linkage.relations import in_episode
from linkage.relations.admission import HELPERS
from linkage.relations.before_admission import before_sql
from linkage.relations.relation import Days, Relation, Window

GP_DIRECT_ACCESS = "04"
"""Patient source setting of tests that a general practice asked for itself."""

TO_ADMISSION = Window(
    "gp_da_then_admission_days", 28, least=1, most=366, meaning="days from test to admission"
)


def gp_da_then_admission_sql(dialect: Dialect, days: Days) -> str:
    """The same as before any admission, of tests by GP direct access alone, with a window of its own."""
    return f"""{before_sql(dialect, "GP_DA_THEN_ADMISSION", days[TO_ADMISSION])}
          and event.source_setting = '{GP_DIRECT_ACCESS}'"""


RELATION = Relation(
    name="GP_DA_THEN_ADMISSION",
    place=900,
    meaning="requested by the GP, shortly before the admission",
    on="its first episode",
    care_setting="around_admission",
    sql=gp_da_then_admission_sql,
    windows=(TO_ADMISSION,),
    helpers=HELPERS,
    reads=(in_episode.RELATION,),
)
