"""What a perfect linker would say of each event: whose it is, and which contact it stands beside."""

from synthetic.appointments import WAS_SEEN

RELATIONS = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY", "PERSON_ONLY")
"""In order of precedence; PERSON_ONLY when the person has hospital records but none beside the test."""


def contact_sql() -> str:
    """
    One row per contact that an event may stand beside, and the days on which it does, both ends included.

    An episode from start to end, or for ever while it is open; an A&E attendance on the day of arrival and
    the day after; an appointment on its day, if the patient was seen.
    """
    return f"""
        select 1 as precedence, person_number, trust, episode_start as starts, episode_start as from_day,
            coalesce(episode_end, date '9999-12-31') as to_day, episode_order, epikey as episode_key
        from world_episode
        union all
        select 2 as precedence, person_number, trust, arrival_date as starts, arrival_date as from_day,
            arrival_date + 1 as to_day, 0 as episode_order, aekey as episode_key
        from world_attendance
        union all
        select 3 as precedence, person_number, trust, appointment_date as starts,
            appointment_date as from_day, appointment_date as to_day,
            0 as episode_order, attendkey as episode_key
        from world_appointment
        where {WAS_SEEN}"""


def truth_sql() -> str:
    """
    One row per event. The relation is that of the highest precedence over all the person's contacts.

    Among contacts of one relation: same provider first, then the fewest days between test and contact, the
    earlier start, the episode order, and the key as text. Person, relation and key are null when the person
    has no row in the HES files.
    """
    names = ", ".join(f"'{relation}'" for relation in RELATIONS)
    gap = "case contact.precedence when 2 then event.test_date - contact.starts else 0 end"
    return f"""
        with beside as (
            select event.test_number, contact.precedence, contact.episode_key,
                row_number() over (
                    partition by event.test_number
                    order by contact.precedence, event.trust <> contact.trust, {gap},
                        contact.starts, contact.episode_order, contact.episode_key
                ) as nth
            from world_event as event
            join ({contact_sql()}) as contact
                on contact.person_number = event.person_number
                and event.test_date between contact.from_day and contact.to_day
        )
        select event.test_number,
            case when known.person_number is not null then person.person_id end as person_id,
            case when known.person_number is not null
                then [{names}][coalesce(beside.precedence, {len(RELATIONS)})] end as relation,
            beside.episode_key
        from world_event as event
        join world_person as person using (person_number)
        left join world_patient_with_record as known on known.person_number = event.person_number
        left join beside on beside.test_number = event.test_number and beside.nth = 1"""
