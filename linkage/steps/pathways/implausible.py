"""What cannot be, if the link is right: a sign of a wrong link, or of a wrong record."""

from linkage.engine.quote import one_of
from linkage.relations.admission import DIED_BY, DIED_TO
from linkage.words.names import DOUBTS
from linkage.words.same_provider import same_provider_sql

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
            where ({one_of("discharge_destination", DIED_TO)} or {one_of("discharge_method", DIED_BY)})
              and discharge_date is not null
            group by person_id
        ) as hospital on hospital.person_id = told.person_id"""


def in_two_hospitals_sql() -> str:
    """
    One row per linked event at one provider of somebody who was in bed at another.

    In bed: within an episode there, not on its first or last day, of somebody who stays (no regular attender). The
    event's setting says that the patient was this provider's own; and no episode here, or that may be here, covers the
    day. What is not known to be elsewhere is no sign.
    """
    return f"""
        select distinct event.event_id
        from linked_event as event
        join stay_episode as elsewhere
          on elsewhere.person_id = event.person_id
         and not {same_provider_sql("event", "elsewhere")}
         and elsewhere.episode_start < event.test_date
         and elsewhere.episode_end > event.test_date
        where event.source_setting in {OWN_PATIENT}
          and not exists (
            select 1
            from stay_episode as here
            where here.person_id = event.person_id
              and coalesce({same_provider_sql("event", "here")}, true)
              and here.episode_start <= event.test_date
              and (here.episode_end >= event.test_date or here.episode_end is null))"""


def event_doubt_sql() -> str:
    """
    One row per linked event: which of the four signs it shows, and whether any.

    After the death (the day itself is not), before the earliest birth date the person has had, in two hospitals,
    and an examination of one sex on a person of the other: somebody who has been recorded as both shows no sign.
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
                coalesce(kind.sex <> of_sex.sex, false) as sex_impossible
            from linked_event as event
            join event_examination as kind on kind.event_id = event.event_id
            left join death_known as death on death.person_id = event.person_id
            left join birth on birth.person_id = event.person_id
            left join of_sex on of_sex.person_id = event.person_id
            left join in_two_hospitals as twice on twice.event_id = event.event_id
        )
        select *, {any_flag} as implausible
        from told"""
