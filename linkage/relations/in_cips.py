"""IN_CIPS: the test falls between two spells of one continuous inpatient spell, and no episode covers the day."""

from linkage.engine.dialect import Dialect
from linkage.relations import in_episode
from linkage.relations.nearest_episode import nearest_sql
from linkage.relations.relation import Days, Helper, Relation


def stay_gap_sql(_dialect: Dialect, _days: Days) -> str:
    """
    One row per break between two spells of one CIPS, with the last day before it and the first after it.

    Spells may overlap: a break comes after the latest discharge so far.
    """
    return """
        with so_far as (
            select cips_id, person_id, admission_date,
                max(last_day) over (
                    partition by cips_id order by admission_date, last_day, spell_id
                    rows between unbounded preceding and 1 preceding) as day_before
            from stay
            where admission_date is not null
        )
        select cips_id, person_id, day_before, admission_date as day_after
        from so_far
        where day_before < admission_date"""


def in_cips_sql(dialect: Dialect, _days: Days) -> str:
    """One row per event that no episode covers and CIPS of which it falls between two spells, likewise."""
    inside = """
            select event.*, stay_gap.cips_id as stay_id
            from uncovered as event
            join stay_gap
              on stay_gap.person_id = event.person_id
             and stay_gap.day_before < event.test_date and event.test_date < stay_gap.day_after"""
    return nearest_sql(dialect, "IN_CIPS", inside, "cips_id")


RELATION = Relation(
    name="IN_CIPS",
    place=300,
    meaning="between two spells of one continuous inpatient spell",
    on="the nearest episode",
    care_setting="admitted",
    sql=in_cips_sql,
    helpers=(Helper("stay_gap", stay_gap_sql),),
    reads=(in_episode.RELATION,),
    expected_from=("01", "02"),
)
