"""IN_SPELL: the test falls within a spell, though no episode of the person covers the day."""

from linkage.engine.dialect import Dialect
from linkage.relations import in_episode
from linkage.relations.nearest_episode import nearest_sql
from linkage.relations.relation import Days, Relation


def in_spell_sql(dialect: Dialect, _days: Days) -> str:
    """One row per event that no episode covers and spell that does, on its nearest episode."""
    inside = """
            select event.*, stay.spell_id as stay_id
            from uncovered as event
            join stay
              on stay.person_id = event.person_id
             and event.test_date between stay.admission_date and stay.last_day"""
    return nearest_sql(dialect, "IN_SPELL", inside, "spell_id")


RELATION = Relation(
    name="IN_SPELL",
    place=200,
    meaning="within the spell, though no episode covers the day",
    on="the nearest episode",
    care_setting="admitted",
    sql=in_spell_sql,
    reads=(in_episode.RELATION,),
    expected_from=("01", "02"),
    has_day_of_stay=True,
)
