"""How each event came about, as a clinician would say: the relation, and the record of what it came of."""

from collections.abc import Mapping

from ..draws import Draws
from ..records.contact_records import other_contact_key_sql
from ..records.episode_records import episode_key_sql, other_episode_key_sql
from ..records.second_events import examination_sql
from ..settings import WorldSettings

RELATIONS = (
    "IN_EPISODE",
    "AE_SAME_DAY",
    "AE_THEN_ADMITTED",
    "OP_SAME_DAY",
    "OP_REQUESTED",
    "PRE_ADMISSION",
    "GP_DA_THEN_ADMISSION",
    "POST_DISCHARGE",
    "PERSON_ONLY",
)
"""
Of a world. Nobody in it is tested on a day of a stay that is in no episode, or between the spells of a transfer.
"""

EPISODE_OF: Mapping[str, str] = {
    "IN_EPISODE": "episode.leg = event.leg and event.test_date <= coalesce(episode_end, date '9999-12-31')"
    " and (event.test_date > episode_start or (episode_order = 1 and event.test_date = episode_start))",
    "PRE_ADMISSION": "episode.leg = 1 and episode_order = 1",
    "GP_DA_THEN_ADMISSION": "episode.leg = 1 and episode_order = 1",
    "POST_DISCHARGE": "episode.leg = event.leg and discharge_date is not null",
}
"""
Which episode of the stay that a test came of. On the day of a change of consultant the patient is the earlier one's.
"""


def of_stays_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per event that came of a stay: relation and keys of the episode."""
    which = " or ".join(f"(relation = '{name}' and {rule})" for name, rule in EPISODE_OF.items())
    return f"""
        select test_number, relation, episode_key, other_episode_key
        from (select * from world_event where relation in ({", ".join(f"'{name}'" for name in EPISODE_OF)})) as event
        join (
            select stay_number, leg, episode_order, episode_start, episode_end, discharge_date,
                {episode_key_sql(draws, settings)} as episode_key,
                {other_episode_key_sql(draws, settings)} as other_episode_key
            from world_episode
        ) as episode on episode.stay_number = event.origin and ({which})"""


def of_visits_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per event that came of an A&E attendance or an appointment: relation and keys of that record."""
    copy = other_contact_key_sql(draws, settings)
    return f"""
        select test_number,
            case when attendance.stay_number is null then 'AE_SAME_DAY' else 'AE_THEN_ADMITTED' end as relation,
            aekey as episode_key, other_key as other_episode_key
        from (select * from world_event where relation = 'AE') as event
        join (select contact_number, stay_number, aekey, {copy} as other_key from world_attendance) as attendance
            on attendance.contact_number = event.origin
        union all
        select test_number, relation, attendkey, other_key
        from (select * from world_event where relation in ('OP_SAME_DAY', 'OP_REQUESTED')) as event
        join (select contact_number, attendkey, {copy} as other_key from world_appointment) as appointment
            on appointment.contact_number = event.origin
        union all
        select test_number, 'OP_SAME_DAY', attendkey, {copy}
        from (
            select scan.* exclude (test_number), event.test_number
            from world_scan_appointment as scan
            join (select * from world_event where relation is null) as event
                on scan.test_number = {examination_sql("event.test_number")}
        ) as scan"""
