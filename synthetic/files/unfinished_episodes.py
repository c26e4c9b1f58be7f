"""Episode records: one for each episode, and one more for what a year's file knew unfinished at its end."""

from ..activity.keys import scrambled_sql
from ..draws import Draws
from ..settings import YEAR_ENDS, YEARS
from .hes_years import year_sql

TWIN = 5
"""Added to the contact number of an episode for the key of its unfinished record; parts of it go up to 4."""


def episode_record_sql(draws: Draws) -> str:
    """
    One row per APC record, with `file_year`: the year the episode ended in, or the last one while it is open.

    An episode that crosses the end of a year and ends in the next is in both files: unfinished in the first,
    under another key, and finished in the second. Source: HES, unfinished episodes.
    """
    first = YEARS[0]
    return f"""
        select episode.* exclude (attendance_number), attendance.aekey,
            {year_sql("episode_end")} as file_year
        from world_episode as episode
        left join (select contact_number as attendance_number, aekey from world_attendance) as attendance
            using (attendance_number)
        union all by name
        select * exclude (epikey, attendance_number, episode_end, discharge_date, discharge_method,
                discharge_destination),
            {scrambled_sql(f"contact_number + {TWIN}", draws.seed)} as epikey, cast(null as varchar) as aekey,
            cast(null as date) as episode_end, cast(null as date) as discharge_date, '8' as discharge_method,
            '98' as discharge_destination, '{first}' as file_year
        from world_episode
        where episode_start <= date '{YEAR_ENDS[first]}' and episode_end > date '{YEAR_ENDS[first]}'"""
