"""What a perfect linker would say of each event: whose it is, and which contact it came of."""

from ..draws import Draws
from ..people.person_keys import KEY_AT
from ..records.second_events import examination_sql
from ..settings import WorldSettings
from .relations import of_stays_sql, of_visits_sql


def truth_person_sql() -> str:
    """One row per person with an event and a hospital record: the key to link to, the own trust's if it has one."""
    return f"""
        select person_number, coalesce(max(case when key_at = person_id then key_at end), max(key_at)) as person_id
        from (
            select person.person_number, person.person_id, {KEY_AT} as key_at
            from (
                select person_number, trust from world_episode
                union all
                select person_number, trust from world_attendance
                union all
                select person_number, trust from world_appointment
            ) as contact
            join (select * from world_person where person_number in (select person_number from world_event))
                as person using (person_number)
        ) as keys
        group by person_number"""


def truth_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per event: the relation that the world made it in, and the record of what it came of.

    No date decides, nor any order of relations: a test is of what it was asked for or made in, whatever else lay near.
    The record is named also where it bears the second key of a split person. Person, relation and key are null when
    the person has no row in the HES files. Events of one examination have its number.
    """
    return f"""
        select event.test_number, {examination_sql("event.test_number")} as examination, told.person_id,
            case when told.person_id is not null then coalesce(origin.relation, 'PERSON_ONLY') end as relation,
            case when told.person_id is not null then origin.episode_key end as episode_key,
            case when told.person_id is not null then origin.other_episode_key end as other_episode_key
        from world_event as event
        left join world_truth_person as told using (person_number)
        left join (
            {of_stays_sql(draws, settings)}
            union all
            {of_visits_sql(draws, settings)}
        ) as origin using (test_number)"""
