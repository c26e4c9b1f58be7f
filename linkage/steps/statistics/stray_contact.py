"""What a wrong link shows: the hospital contacts of whom rank P compared with an event and thought less probable."""

from linkage.engine.dialect import Dialect
from linkage.relations.attended import SEEN
from linkage.words.estimate import RECALL


def stray_contact_sql(dialect: Dialect) -> str:
    """
    One row per event of the pool and less probable person compared with it: the hospital contacts of the test's day.

    By the day alone: within an episode, the day of an emergency attendance or the day after, and of an appointment.
    """
    since = dialect.days_between("attendance.arrival_date", "stray.test_date")
    return f"""
        with stray as (
            select event.event_id, event.test_date, other.person_id
            from person_posterior as other
            join event on event.identity_key = other.identity_key
            left join posterior as best
              on best.identity_key = other.identity_key and best.person_id = other.person_id
            where best.identity_key is null and event.event_id in (select event_id from links)
        ),
        in_bed as (
            select distinct stray.event_id, stray.person_id
            from stray
            join spell_episode as episode on episode.person_id = stray.person_id
             and stray.test_date between episode.episode_start and coalesce(episode.episode_end, stray.test_date)
            where not episode.is_stale
        ),
        in_emergency as (
            select distinct stray.event_id, stray.person_id
            from stray
            join attendance on attendance.person_id = stray.person_id
             and {since} between 0 and 1
        ),
        in_clinic as (
            select distinct stray.event_id, stray.person_id
            from stray
            join appointment on appointment.person_id = stray.person_id
             and appointment.appointment_date = stray.test_date
            where appointment.attended in {SEEN}
        )
        select case when in_bed.event_id is not null then 'IN_EPISODE'
                when in_emergency.event_id is not null then 'AE_SAME_DAY'
                when in_clinic.event_id is not null then 'OP_SAME_DAY' end as relation
        from stray
        left join in_bed on in_bed.event_id = stray.event_id and in_bed.person_id = stray.person_id
        left join in_emergency
          on in_emergency.event_id = stray.event_id and in_emergency.person_id = stray.person_id
        left join in_clinic on in_clinic.event_id = stray.event_id and in_clinic.person_id = stray.person_id"""


def estimates_sql(rows: str) -> str:
    """A query of period, breakdown, category, measure and value -> rows of the table of recall, which count nobody."""
    return f"""
        select period, '{RECALL}' as "table", breakdown, category, measure, cast(null as bigint) as numerator,
            cast(null as bigint) as denominator, value, cast(null as bigint) as numerator_people,
            cast(null as bigint) as complement_people
        from ({rows}) as part"""
