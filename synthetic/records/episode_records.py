"""Episode records: one for each episode, and one more for what a year's file knew unfinished at its end."""

from ..activity.keys import SENT_TWICE, TWIN, scrambled_sql
from ..draws import Draws
from ..settings import YEAR_ENDS, YEARS, WorldSettings

FIRST = YEARS[0]
FIRST_END = YEAR_ENDS[FIRST]

AT_THE_END = f"(episode_start <= date '{FIRST_END}' and coalesce(episode_end > date '{FIRST_END}', true))"
"""Whether an episode crosses the end of the first year, and so is unfinished in its file."""


def never_repeated_sql(draws: Draws, share: float) -> str:
    """Whether nothing ever told of the end of an episode that crosses the end of the year, the last of its spell."""
    return f"({AT_THE_END} and discharge_date is not null and {draws.happens('never repeated', share, 'stay_number')})"


def sent_twice_sql(draws: Draws, share: float) -> str:
    """Whether a record is there twice, from its `contact_number`."""
    return f"(contact_number % 100 < {SENT_TWICE} and {draws.happens('sent twice', share, 'contact_number')})"


def record_key_sql(draws: Draws, number: str) -> str:
    """Key of the record with a number."""
    return scrambled_sql(number, draws.seed)


def episode_key_sql(draws: Draws, settings: WorldSettings) -> str:
    """The key by which the files know an episode: of its finished record if there is one."""
    twin = record_key_sql(draws, f"contact_number + {TWIN}")
    return f"case when {never_repeated_sql(draws, settings.never_repeated)} then {twin} else epikey end"


def other_episode_key_sql(draws: Draws, settings: WorldSettings) -> str:
    """A second key under which the files know it: of a second copy, or of the year before while it is still open."""
    twin, copy = (record_key_sql(draws, f"contact_number + {added}") for added in (TWIN, SENT_TWICE))
    stale = never_repeated_sql(draws, settings.never_repeated)
    return f"""case when {stale} then null when {sent_twice_sql(draws, settings.sent_twice)} then {copy}
                when {AT_THE_END} and episode_end is null then {twin} end"""


def episode_record_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per APC record, with `file_year`: the year the episode ended in, or the last one while it is open.

    An episode that crosses the end of a year and goes on is in both files: unfinished in the first, under another key,
    and in the second finished or still open. Of some the second never tells. Source: HES, unfinished episodes.
    A few records lack the spell's number or the admission date, some are private, and some are there twice.
    """
    stale = never_repeated_sql(draws, settings.never_repeated)
    copy = record_key_sql(draws, f"contact_number + {SENT_TWICE}")
    private = draws.happens("private", settings.private_patients, "stay_number")
    without = {
        name: draws.happens(name, share, "contact_number")
        for name, share in (
            ("no spell number", settings.spell_number_missing),
            ("no admission date", settings.admission_date_missing),
        )
    }
    return f"""
        with episode as (
            select episode.* exclude (attendance_number), attendance.aekey,
                case when episode_end <= date '{FIRST_END}' then '{FIRST}' else '{YEARS[1]}' end as file_year
            from world_episode as episode
            left join (select contact_number as attendance_number, aekey from world_attendance) as attendance
                using (attendance_number)
        ),
        record as (
            select * from episode where not {stale}
            union all by name
            select *, contact_number + {SENT_TWICE} as copy_number
            from episode
            where not {stale} and {sent_twice_sql(draws, settings.sent_twice)}
            union all by name
            select * replace ({record_key_sql(draws, f"contact_number + {TWIN}")} as epikey,
                    cast(null as varchar) as aekey, cast(null as date) as episode_end,
                    cast(null as date) as discharge_date, '8' as discharge_method, '98' as discharge_destination,
                    '{FIRST}' as file_year)
            from episode
            where {AT_THE_END}
        )
        select * exclude (copy_number) replace (
                case when copy_number is null then epikey else {copy} end as epikey,
                case when not {without["no spell number"]} then provider_spell_number end as provider_spell_number,
                case when not {without["no admission date"]} then admission_date end as admission_date),
            case when {private} then '02' else '01' end as admin_category
        from record"""
