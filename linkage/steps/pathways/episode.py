"""The episodes that count: one record per episode, of people who have not opted out, with their dates put right."""

from linkage.config.cips import Transfer
from linkage.engine.quote import one_of

EPISODE = "episode"
"""The table of all episodes."""
TURNED = "coalesce(episode_end < episode_start, false)"
"""An episode that ends before it starts: its two dates are turned round."""

UNFINISHED = "coalesce(episode_status, '') <> '3'"
"""EPISTAT other than 3: an episode still open at the end of the data year, or derived so."""


def overtaken_episode_sql(source: str = EPISODE) -> str:
    """
    One row per unfinished episode that came again, finished, under another key, with the key to use in its place.

    The same episode: same person, provider, start and EPIORDER. Without a finished twin an unfinished one is kept;
    of several finished twins the first by key stands for it. Source: HES data dictionary, EPISTAT.
    """
    return f"""
        select unfinished.episode_key, min(finished.episode_key) as finished_key
        from {source} as unfinished
        join {source} as finished
          on finished.person_id = unfinished.person_id
         and finished.episode_start = unfinished.episode_start
         and finished.provider_code is not distinct from unfinished.provider_code
         and finished.episode_order is not distinct from unfinished.episode_order
        where unfinished.episode_status <> '3' and finished.episode_status = '3'
        group by unfinished.episode_key"""


def duplicate_episode_sql(source: str = EPISODE) -> str:
    """
    One row per episode that repeats another under a later key: same person, provider, start, end and EPIORDER.

    Source: Dr Foster's rule for duplicates (BMJ 2004), with the person in place of birth date, sex and address.
    """
    return f"""
        with dated as (
            select episode_key, person_id, provider_code, episode_order,
                case when {TURNED} then episode_end else episode_start end as first_day,
                case when {TURNED} then episode_start else episode_end end as last_day
            from {source}
            where person_id is not null and episode_start is not null
              and episode_key not in (select episode_key from overtaken_episode)
        ),
        crowded as (
            select person_id, first_day
            from dated
            group by person_id, first_day
            having count(*) > 1
        )
        select episode_key
        from (
            select dated.episode_key, row_number() over (
                partition by dated.person_id, dated.provider_code, dated.first_day, dated.last_day,
                    dated.episode_order
                order by dated.episode_key) as nth
            from dated
            join crowded on crowded.person_id = dated.person_id and crowded.first_day = dated.first_day
        ) as numbered
        where nth > 1"""


def counted_episode_sql(transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode of a person who has not opted out and that is not overtaken.

    A missing admission date is the start of the episode when that is the first of its spell and no transfer.
    Sources: UKHSA epidm, proxy_episode_dates; Health Foundation HES pipeline, imputing_admission_date.
    """
    arrives = (
        f"({one_of('admission_source', transfer.admission_sources)}"
        f" or {one_of('admission_method', transfer.admission_methods)})"
    )
    first_day = f"case when {TURNED} then episode_end else episode_start end"
    is_first = f"episode_order = 1 and episode_start is not null and not {arrives}"
    return f"""
        select episode_key, person_id, provider_code, provider_spell_number,
            case when admission_date is null and {is_first} then {first_day} else admission_date end
                as admission_date,
            case when admission_date is not null then 'as_sent' when {is_first} then 'episode_start'
                else 'missing' end as admission_date_rule,
            {first_day} as episode_start,
            case when {TURNED} then episode_start else episode_end end as episode_end,
            {TURNED} as is_turned,
            discharge_date, episode_order, {UNFINISHED} as is_unfinished, episode_type, patient_class,
            admission_method, admission_source, discharge_method, discharge_destination, data_year
        from {source}
        where person_id is not null
          and person_id not in (select person_id from opted_out_person)
          and episode_key not in (select episode_key from overtaken_episode)"""
