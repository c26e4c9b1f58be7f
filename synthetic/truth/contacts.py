"""Contacts as a perfect linker sees them: what an event may stand beside, and on which days."""

from ..activity.appointments import WAS_SEEN
from ..activity.attendances import DEPARTURE_DATE

RELATIONS = (
    "IN_EPISODE",
    "AE_SAME_DAY",
    "OP_SAME_DAY",
    "OP_REQUESTED",
    "PRE_ADMISSION",
    "POST_DISCHARGE",
    "PERSON_ONLY",
)
"""
In order of precedence. Some that the engine knows are never the first here: in a spell of this world every day
is covered by an episode and nobody is tested between the spells of a transfer; an attendance that leads to
admission is one on the same day as well, and a GP's test before an admission is one before admission.
"""

REQUESTED_DAYS = 180
BEFORE_ADMISSION_DAYS = 28
AFTER_DISCHARGE_DAYS = 30
"""Windows, both ends included, in days."""

SPELL_EDGES = """
            select person_number, trust, kind, admission_date, discharge_date, epikey, episode_start, episode_order,
                row_number() over (partition by stay_number order by leg, episode_order) as place,
                row_number() over (partition by stay_number order by leg desc, episode_order desc) as place_from_end
            from world_episode
            where kind not in ('regular', 'birth')"""
"""Both ends of a stay, a transfer within it; the sessions of regular attenders and births are no admissions."""


def contact_sql() -> str:
    """
    One row per contact and relation, with the days on which an event stands in it, both ends included.

    `nearest_from` and `nearest_to` are the days of the contact between which the gap is 0; null where it always is.
    An attendance lasts to its departure, and a scan before a delivery is no sign of an admission.
    """
    always = "cast(null as date), cast(null as date)"
    return f"""
        select 1 as precedence, person_number, trust, episode_start as starts, episode_start as from_day,
            coalesce(episode_end, date '9999-12-31') as to_day, cast(null as date) as nearest_from,
            cast(null as date) as nearest_to,
            episode_order, epikey as episode_key
        from world_episode
        union all
        select 2, person_number, trust, arrival_date, arrival_date, {DEPARTURE_DATE}, arrival_date,
            {DEPARTURE_DATE}, 0, aekey
        from world_attendance
        union all
        select 3, person_number, trust, appointment_date, appointment_date, appointment_date,
            {always}, 0, attendkey
        from world_appointment
        where {WAS_SEEN}
        union all
        select 4, person_number, trust, appointment_date, appointment_date,
            appointment_date + {REQUESTED_DAYS}, appointment_date, appointment_date, 0, attendkey
        from world_appointment
        where {WAS_SEEN}
        union all
        select 5, person_number, trust, episode_start, admission_date - {BEFORE_ADMISSION_DAYS},
            admission_date - 1, admission_date, admission_date, episode_order, epikey
        from ({SPELL_EDGES}) as edge
        where place = 1 and kind <> 'maternity'
        union all
        select 6, person_number, trust, episode_start, discharge_date + 1,
            discharge_date + {AFTER_DISCHARGE_DAYS}, discharge_date, discharge_date, episode_order, epikey
        from ({SPELL_EDGES}) as edge
        where place_from_end = 1 and discharge_date is not null"""
