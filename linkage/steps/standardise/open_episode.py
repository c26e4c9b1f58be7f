"""
Unfinished episodes: a census of who was in bed on the 31 March that ends a data year, and how long it can be believed.

Each year's file of admitted patient care holds what ended in it, and what was open on its last day. Whoever was still
in is in the next year's file too, open or ended: a later year that is complete and has neither shows that the end was
never sent.
"""

from linkage.engine.dialect import Dialect

LAST_DAYS = 6
"""Days before 31 March on which the records of a year reach it, with that day a week."""
LEAST_SHARE = 0.25
"""Of an average week's records that its last week has, at the least. So one slip of a date makes no year complete."""
WEEKS = 52
LEAST_YEAR = 0.01
"""Of a year's records that a later year has, at the least, to be there: a few rows of a mistyped year are none."""


def data_year_sql(dialect: Dialect, complete_to: int | None) -> str:
    """
    One row per data year of the episodes, and whether it is complete: what it does not hold did not happen.

    As the job says, with the last complete year (2018 for 2018/19). Else a year is complete whose records reach its
    31 March (its last week has a quarter of an average week's, by the end of the episode or its start), or after which
    a later year is there (with a hundredth of its records).
    """
    if complete_to is not None:
        return f"""
        select data_year, count(*) as records, data_year <= {complete_to} as is_complete
        from episode
        where data_year is not null
        group by data_year"""
    day = "coalesce(episode_end, episode_start)"
    near = f"{dialect.days_between(day, last_day_sql('data_year'))} between 0 and {LAST_DAYS}"
    return f"""
        with counted as (
            select data_year, count(*) as records, count(case when {near} then 1 end) as at_its_end
            from episode
            where data_year is not null
            group by data_year
        )
        select data_year, records,
            (at_its_end > 0 and at_its_end * {WEEKS} >= {LEAST_SHARE} * records)
            or coalesce(max(records) over (
                order by data_year rows between 1 following and unbounded following
            ) >= {LEAST_YEAR} * records, false) as is_complete
        from counted"""


def open_episode_sql() -> str:
    """
    One row per unfinished episode without an end, with its last census, and whether that is stale.

    The same episode (person, provider, start, EPIORDER) may have come open in several years, under as many keys: the
    last of them counts for all. An episode whose data year is not known is never stale.
    """
    return f"""
        with unfinished as (
            select episode_key, person_id, episode_start, max(data_year) over (
                partition by person_id, provider_code, episode_start, episode_order) as last_year
            from episode
            where person_id is not null and episode_end is null and coalesce(episode_status, '') <> '3'
        )
        select episode_key, person_id,
            case when last_year is not null then greatest({last_day_sql("last_year")}, episode_start) end
                as last_census,
            coalesce(last_year < (select max(data_year) from data_year where is_complete), false) as is_stale
        from unfinished"""


def last_day_sql(year: str) -> str:
    """The 31 March on which the data year ends that begins in `year`."""
    return f"cast(concat(cast({year} + 1 as string), '-03-31') as date)"
