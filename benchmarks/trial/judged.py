"""What rank P made of every event without a number, held against the truth."""

SAME_PERSON_SQL = (
    "select person_id, other_person_id from kept_same_person"
    " union all select other_person_id, person_id from kept_same_person"
)
"""People split over two keys: each key with the other."""


def judged_sql() -> str:
    """
    One row per event without a number: its true person (null outside the index), and what rank P made of it.

    A person split over two keys is right by either. `is_findable`: the person holds the event's postcode, and nobody
    else agrees with the event on birth date, postcode and sex.
    """
    return f"""
        with same as ({SAME_PERSON_SQL}),
        here as (
            select kept.event_id, event.identity_key, kept.source_setting, kept.ethnic_category, kept.test_date,
                kept.birth_date, kept.sex, kept.postcode,
                case when person.person_id is not null then kept.true_person_id
                    else other.person_id end as true_person_id
            from kept_event as kept
            join event on event.event_id = kept.event_id
            left join person on person.person_id = kept.true_person_id
            left join same on same.person_id = kept.true_person_id
            left join person as other on other.person_id = same.other_person_id
            where kept.nhs_number is null
        ),
        holding as (
            select distinct here.event_id
            from here
            join identity on identity.person_id = here.true_person_id and identity.postcode = here.postcode
        ),
        agreeing as (
            select here.event_id, count(distinct identity.person_id) as people
            from here
            join identity on identity.birth_date = here.birth_date and identity.postcode = here.postcode
             and (here.sex is null or identity.sex = here.sex)
            group by here.event_id
        )
        select here.*, coalesce(posterior.status, 'unlinked') as status, posterior.reason, posterior.person_id,
            posterior.match_probability, posterior.birth_date_agreement, posterior.postcode_agreement,
            posterior.sex_agreement,
            coalesce(posterior.person_id = here.true_person_id or same.person_id is not null, false) as is_right,
            holding.event_id is not null and here.birth_date is not null and coalesce(agreeing.people, 0) <= 1
                as is_findable
        from here
        left join posterior on posterior.identity_key = here.identity_key
        left join holding on holding.event_id = here.event_id
        left join agreeing on agreeing.event_id = here.event_id
        left join same on same.person_id = posterior.person_id and same.other_person_id = here.true_person_id"""
