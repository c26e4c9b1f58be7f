"""What cannot be, if the link is right: a sign of a wrong link, or of a wrong record."""

from linkage.engine.quote import one_of
from linkage.relations import ae_same_day, op_same_day
from linkage.relations.admission import DIED, REGULAR
from linkage.words.names import DOUBTS, STALE, UNCONFIRMED
from linkage.words.same_provider import kin_join_sql, same_provider_sql

DELIVERY = "2"
"""EPITYPE of an episode in which the patient gave birth. Source: HES data dictionary."""

MOTHER_AND_BABY = "5"
"""CLASSPAT of a mother who stays for the delivery alone. Source: HES data dictionary."""

THAT_DAY = (ae_same_day.RELATION, op_same_day.RELATION)
"""Relations to records of the day on which the patient came to this provider."""

OWN_PATIENT = "('01', '02', '05')"
"""Source settings that say the patient lay, or was, at this very provider: inpatient, day case, A&E."""


def death_known_sql() -> str:
    """
    One row per person known to have died, with the day: of the deaths file, else of a death in hospital.

    The latest where hospitals tell several: a wrong early one must not make everything after it impossible.
    """
    return f"""
        select coalesce(told.person_id, hospital.person_id) as person_id,
            coalesce(told.death_date, hospital.died_on) as death_date
        from death as told
        full join (
            select person_id, max(discharge_date) as died_on
            from spell_episode
            where {DIED}
              and discharge_date is not null
            group by person_id
        ) as hospital on hospital.person_id = told.person_id"""


def in_two_hospitals_sql() -> str:
    """
    One row per linked event at one provider of somebody who was in bed at another.

    In bed: within an episode there, not on its first or last day, of somebody who stays (no regular attender), of which
    the end is known. The event's setting says that the patient was this provider's own; and no record here, or that may
    be here, explains the day: an episode that covers it, an attendance or an appointment that took place. An inpatient
    of a mental-health or community hospital is taken to A&E or to a clinic elsewhere and back. What is not known to be
    elsewhere is no sign.
    """
    explained = ", ".join(f"'{relation.name}'" for relation in THAT_DAY)
    same = same_provider_sql("event", "beside")
    return f"""
        with lain as (
            select event.event_id, {same} as same_provider,
                beside.episode_start < event.test_date and beside.episode_end > event.test_date
                    and not {one_of("beside.patient_class", REGULAR)}
                    and beside.date_rule not in ('{STALE}', '{UNCONFIRMED}') as is_within
            from linked_event as event
            join stay_episode as beside
              on beside.person_id = event.person_id
             and beside.episode_start <= event.test_date
             and (beside.episode_end >= event.test_date or beside.episode_end is null)
            {kin_join_sql("event", "beside")}
            where event.source_setting in {OWN_PATIENT}
        ),
        came as (
            select event.event_id, {same} as same_provider
            from linked_event as event
            join relation_context as beside on beside.event_id = event.event_id
            {kin_join_sql("event", "beside")}
            where beside.relation in ({explained})
        )
        select distinct event_id
        from lain
        where is_within
          and event_id not in (select event_id from lain where coalesce(same_provider, true))
          and event_id not in (select event_id from came where coalesce(same_provider, true))"""


def mothers_number_sql() -> str:
    """
    One row per linked event that is of a baby under its mother's NHS number.

    The number is the person's and the birth date is not; and that birth date is a day of a stay in which she gave
    birth (EPITYPE 2, or CLASSPAT 5), or the test is on such a day, of somebody of the other sex.
    """
    return f"""
        with delivery as (
            select distinct stay.person_id, stay.admission_date, stay.last_day
            from stay_episode as episode
            join stay on stay.spell_id = episode.spell_id
            where episode.episode_type = '{DELIVERY}' or episode.patient_class = '{MOTHER_AND_BABY}'
        )
        select distinct event.event_id
        from linked_event as event
        join links on links.event_id = event.event_id
        join event as sent on sent.event_id = event.event_id
        join delivery on delivery.person_id = event.person_id
        where links.nhs_number_agreement = 'exact' and links.birth_date_agreement = 'conflict'
          and (sent.birth_date between delivery.admission_date and delivery.last_day
            or (links.sex_agreement = 'conflict'
              and event.test_date between delivery.admission_date and delivery.last_day))"""


def event_doubt_sql() -> str:
    """
    One row per linked event: which of the signs it shows, and whether any.

    After the death (the day itself is not), before the earliest birth date the person has had, in two hospitals,
    an examination of one sex on a person of the other (somebody who has been recorded as both shows no sign), and a
    baby under its mother's number.
    Source: linkage quality checks of Hagger-Johnson and others (PMC4545352).
    """
    any_flag = " or ".join(DOUBTS)
    return f"""
        with birth as (
            select person_id, min(birth_date) as born_on
            from identity
            where birth_date is not null and person_id in (select person_id from linked_event)
            group by person_id
        ),
        of_sex as (
            select person_id, min(sex) as sex
            from identity
            where sex is not null and person_id in (select person_id from linked_event)
            group by person_id
            having count(distinct sex) = 1
        ),
        told as (
            select event.event_id,
                coalesce(event.test_date > death.death_date, false) as after_death,
                coalesce(event.test_date < birth.born_on, false) as before_birth,
                twice.event_id is not null as in_two_hospitals,
                coalesce(kind.sex <> of_sex.sex, false) as sex_impossible,
                baby.event_id is not null as mothers_number
            from linked_event as event
            join event_examination as kind on kind.event_id = event.event_id
            left join death_known as death on death.person_id = event.person_id
            left join birth on birth.person_id = event.person_id
            left join of_sex on of_sex.person_id = event.person_id
            left join in_two_hospitals as twice on twice.event_id = event.event_id
            left join mothers_number as baby on baby.event_id = event.event_id
        )
        select *, {any_flag} as implausible
        from told"""
