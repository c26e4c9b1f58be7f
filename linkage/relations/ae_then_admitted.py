"""AE_THEN_ADMITTED: the test falls on the days of an emergency attendance that leads to an admission."""

from linkage.engine.dialect import Dialect
from linkage.engine.quote import one_of
from linkage.relations import ae_same_day
from linkage.relations.admission import REGULAR
from linkage.relations.emergency_visit import EMERGENCY_VISIT, MINUTES_APART
from linkage.relations.relation import (
    LINKED_ATTENDANCE,
    LINKED_EPISODE,
    Days,
    Helper,
    Relation,
    Window,
)

TO_ADMISSION = Window(
    "ae_days_to_admission", 1, least=0, most=7, meaning="days from arrival to an emergency admission there"
)


def named_admission_sql(_dialect: Dialect, _days: Days) -> str:
    """The rows of admission_by_key_sql of the people an event is linked to."""
    return admission_by_key_sql(LINKED_ATTENDANCE, LINKED_EPISODE)


def admission_by_key_sql(attendances: str, episodes: str) -> str:
    """
    One row per attendance and spell that the keys of HES bring together, of the records of two tables.

    EPIKEY of the attendance, AEKEY of the episode, which is a key of HES A&E and never of ECDS. The spell is null when
    the episode is not among the person's; the place and time of arrival are, when the attendance is not.
    """
    return f"""
        with named as (
            select attendance_source, attendance_key, person_id, episode_key
            from {attendances}
            where episode_key is not null and person_id is not null
            union all
            select 'AE' as attendance_source, episode.attendance_key, episode.person_id, episode.episode_key
            from {episodes} as episode
            where episode.attendance_key is not null and episode.person_id is not null
        )
        select distinct named.attendance_source, named.attendance_key, named.person_id, spells.spell_id,
            visit.provider_code, visit.arrival_date, visit.arrival_minute
        from named
        left join {attendances} as visit
          on visit.attendance_source = named.attendance_source and visit.attendance_key = named.attendance_key
         and visit.person_id = named.person_id
        left join overtaken_episode as again on again.episode_key = named.episode_key
        left join spell_episode as place
          on place.episode_key = coalesce(again.finished_key, named.episode_key)
        left join spells on spells.spell_id = place.spell_id and spells.person_id = named.person_id"""


def other_visit_sql(dialect: Dialect, named: str, visit: str) -> str:
    """
    Whether a spell is named by another attendance than this one.

    One that HES A&E and ECDS both have is one. What names an attendance that is not in the files is another for HES
    A&E, which would have it; nobody knows for ECDS, whose keys HES does not name.
    """
    days = dialect.days_between(f"{visit}.arrival_date", f"{named}.arrival_date")
    minutes = f"abs({days} * 1440 + {named}.arrival_minute - {visit}.arrival_minute)"
    return f"""(({named}.attendance_source <> {visit}.attendance_source
                or {named}.attendance_key <> {visit}.attendance_key)
             and case
                when {named}.arrival_date is null then {visit}.attendance_source = 'AE'
                when {named}.provider_code is distinct from {visit}.provider_code then true
                when {named}.arrival_minute is null or {visit}.arrival_minute is null
                    then {named}.arrival_date <> {visit}.arrival_date
                else {minutes} >= {MINUTES_APART}
             end)"""


def attendance_admission_sql(dialect: Dialect, days: Days) -> str:
    """
    One row per attendance of AE_SAME_DAY that leads to an admission, with its spell and how it is known.

    By key, else by date: an emergency admission at the same provider from arrival to departure, or within days of
    arrival, that no other attendance has by key; not of a regular attender, and not after an attendance that is
    known to have ended otherwise. Of several: by key, the earlier admission, its first episode.
    """
    soon = dialect.days_after("arrived.arrival_date", days[TO_ADMISSION])
    return f"""
        with arrived as (
            select visit.*
            from emergency_visit as visit
            join (select distinct episode_source, episode_key from ae_same_day) as beside
              on beside.episode_source = visit.attendance_source and beside.episode_key = visit.attendance_key
        ),
        by_date as (
            select distinct arrived.*, spells.spell_id
            from arrived
            join stay
              on stay.person_id = arrived.person_id
             and stay.admission_date >= arrived.arrival_date
             and (stay.admission_date <= {soon} or stay.admission_date <= arrived.leave_day)
            join spells on spells.spell_id = stay.spell_id and spells.provider_code = arrived.provider_code
            where spells.admission_method_group = 'emergency'
              and not {one_of("spells.patient_class", REGULAR)}
              and (arrived.disposal is null
                or arrived.disposal not in (select code from disposal_not_admitted))
        ),
        admitted as (
            select named.attendance_source, named.attendance_key, named.spell_id, 1 as how
            from arrived
            join named_admission as named
              on named.attendance_source = arrived.attendance_source
             and named.attendance_key = arrived.attendance_key and named.person_id = arrived.person_id
            union all
            select by_date.attendance_source, by_date.attendance_key, by_date.spell_id, 2 as how
            from by_date
            left join named_admission as other
              on other.spell_id = by_date.spell_id and {other_visit_sql(dialect, "other", "by_date")}
            where other.spell_id is null
        ),
        numbered as (
            select admitted.attendance_source, admitted.attendance_key, admitted.spell_id, admitted.how,
                row_number() over (
                    partition by admitted.attendance_source, admitted.attendance_key
                    order by case when admitted.spell_id is null then 1 else 0 end, admitted.how,
                        spells.admission_date nulls last, spells.first_episode_key) as nth
            from admitted
            left join spells on spells.spell_id = admitted.spell_id
        )
        select attendance_source, attendance_key, spell_id,
            case when how = 1 then 'key' else 'date' end as admission_link
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
    helpers=(
        EMERGENCY_VISIT,
        Helper("named_admission", named_admission_sql),
        Helper("attendance_admission", attendance_admission_sql),
    ),
    reads=(ae_same_day.RELATION,),
    expected_from=("05",),
)
