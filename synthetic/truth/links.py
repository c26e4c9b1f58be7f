"""What a perfect linker would say of each event: whose it is, and which contact it stands beside."""

from ..codes import listed
from ..people.person_keys import KEY_AT
from .contacts import RELATIONS, contact_sql

IN_THE_RELATION = """event.test_date between contact.from_day and contact.to_day
                and (contact.precedence <> 4 or event.request_date = contact.from_day)"""
"""Beyond the days: OP_REQUESTED needs the request on the day of the appointment."""


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


def truth_sql() -> str:
    """
    One row per event. The relation is that of the highest precedence over the contacts of the true person key.

    Among contacts of one relation: same provider first, then the fewest days between test and contact, the
    earlier start, the episode order, and the key as text. Person, relation and key are null when the person
    has no row in the HES files.
    """
    gap = "greatest(contact.nearest_from - event.test_date, event.test_date - contact.nearest_to, 0)"
    return f"""
        with beside as (
            select event.test_number, contact.precedence, contact.episode_key,
                row_number() over (
                    partition by event.test_number
                    order by contact.precedence, event.trust <> contact.trust, {gap},
                        contact.starts, contact.episode_order, contact.episode_key
                ) as nth
            from world_event as event
            join world_person as person using (person_number)
            join world_truth_person as told using (person_number)
            join ({contact_sql()}) as contact
                on contact.person_number = event.person_number and {IN_THE_RELATION}
            where {KEY_AT} = told.person_id
        )
        select event.test_number, told.person_id,
            case when told.person_id is not null
                then [{listed(RELATIONS)}][coalesce(beside.precedence, {len(RELATIONS)})] end as relation,
            beside.episode_key
        from world_event as event
        left join world_truth_person as told using (person_number)
        left join beside on beside.test_number = event.test_number and beside.nth = 1"""
