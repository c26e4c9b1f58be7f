"""AE_THEN_ADMITTED: the test falls on the days of an emergency attendance that leads to an admission."""

from linkage.engine.dialect import Dialect
from linkage.relations import ae_same_day
from linkage.relations.emergency_visit import EMERGENCY_VISIT
from linkage.relations.relation import Days, Helper, Relation, Window

TO_ADMISSION = Window(
    "ae_days_to_admission", 1, least=0, most=7, meaning="days from arrival to an emergency admission there"
)


def attendance_admission_sql(dialect: Dialect, days: Days) -> str:
    """
    One row per attendance of AE_SAME_DAY that leads to an admission, with its spell.

    By the keys that HES gives to both (EPIKEY of the attendance, AEKEY of the episode), else by an emergency
    admission at the same provider from arrival to departure, or within days of arrival. Of several: by key, the
    earlier admission, its first episode. The spell is null when all that is known is the key of an episode that is
    not among the person's.
    """
    soon = dialect.days_after("arrived.arrival_date", days[TO_ADMISSION])
    return f"""
        with arrived as (
            select visit.*
            from emergency_visit as visit
            join (select distinct episode_source, episode_key from ae_same_day) as beside
              on beside.episode_source = visit.attendance_source and beside.episode_key = visit.attendance_key
        ),
        named as (
            select attendance_source, attendance_key, person_id, episode_key
            from arrived
            where episode_key is not null
            union
            select arrived.attendance_source, arrived.attendance_key, arrived.person_id, episode.episode_key
            from arrived
            join episode
              on episode.attendance_key = arrived.attendance_key and episode.person_id = arrived.person_id
        ),
        admitted as (
            select named.attendance_source, named.attendance_key, spells.spell_id, 1 as how
            from named
            left join overtaken_episode as again on again.episode_key = named.episode_key
            left join spell_episode as place
              on place.episode_key = coalesce(again.finished_key, named.episode_key)
            left join spells on spells.spell_id = place.spell_id and spells.person_id = named.person_id
            union all
            select arrived.attendance_source, arrived.attendance_key, spells.spell_id, 2 as how
            from arrived
            join stay
              on stay.person_id = arrived.person_id
             and stay.admission_date >= arrived.arrival_date
             and (stay.admission_date <= {soon} or stay.admission_date <= arrived.leave_day)
            join spells on spells.spell_id = stay.spell_id and spells.provider_code = arrived.provider_code
            where spells.admission_method_group = 'emergency'
        ),
        numbered as (
            select admitted.attendance_source, admitted.attendance_key, admitted.spell_id, row_number() over (
                partition by admitted.attendance_source, admitted.attendance_key
                order by case when admitted.spell_id is null then 1 else 0 end, admitted.how,
                    spells.admission_date nulls last, spells.first_episode_key) as nth
            from admitted
            left join spells on spells.spell_id = admitted.spell_id
        )
        select attendance_source, attendance_key, spell_id
        from numbered
        where nth = 1"""


def ae_then_admitted_sql(_dialect: Dialect, _days: Days) -> str:
    """The rows of AE_SAME_DAY whose attendance leads to an admission, with its spell."""
    return """
        select beside.event_id, 'AE_THEN_ADMITTED' as relation, beside.episode_source, beside.episode_key,
            admission.spell_id, beside.gap_days
        from ae_same_day as beside
        join attendance_admission as admission
          on admission.attendance_source = beside.episode_source
         and admission.attendance_key = beside.episode_key"""


RELATION = Relation(
    name="AE_THEN_ADMITTED",
    place=500,
    meaning="on the day of arrival or just after, and the attendance led to an admission",
    on="the attendance",
    care_setting="emergency",
    sql=ae_then_admitted_sql,
    windows=(TO_ADMISSION,),
    helpers=(EMERGENCY_VISIT, Helper("attendance_admission", attendance_admission_sql)),
    reads=(ae_same_day.RELATION,),
    expected_from=("05",),
)
