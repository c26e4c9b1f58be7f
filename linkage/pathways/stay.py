"""What an event may stand beside in hospital: the episodes that count, and the stay that each spell makes."""

ELSEWHERE = "('5', '6')"
"""EPITYPE of deliveries and births outside hospital: no stay, though they are sent as episodes."""


def overtaken_episode_sql() -> str:
    """
    One row per unfinished episode that came again, finished, under another key: it would be counted twice.

    The same episode: same person, provider, start and EPIORDER. Without a finished twin an unfinished one is kept.
    """
    return """
        select distinct unfinished.episode_key
        from episode as unfinished
        join episode as finished
          on finished.person_id = unfinished.person_id
         and finished.episode_start = unfinished.episode_start
         and finished.provider_code is not distinct from unfinished.provider_code
         and finished.episode_order is not distinct from unfinished.episode_order
        where unfinished.episode_status <> '3' and finished.episode_status = '3'"""


def stay_episode_sql() -> str:
    """
    One row per episode that an event of the month may stand beside, of the people who have one.

    Not overtaken and not outside hospital; with its spell, and its place there from either end.
    """
    return f"""
        select episode.episode_key, episode.person_id, episode.provider_code, place.spell_id, spells.cips_id,
            episode.episode_start, episode.episode_end, episode.episode_order,
            row_number() over (partition by place.spell_id order by place.spell_order) as nth,
            row_number() over (partition by place.spell_id order by place.spell_order desc) as nth_from_last
        from episode
        join spell_episode as place on place.episode_key = episode.episode_key
        join spells on spells.spell_id = place.spell_id
        where episode.person_id in (select person_id from linked_event)
          and episode.episode_key not in (select episode_key from overtaken_episode)
          and coalesce(episode.episode_type, '') not in {ELSEWHERE}"""


def stay_sql() -> str:
    """
    One row per spell of those episodes: its days, its first and its last episode.

    Without a discharge date a stay is known to last until the latest day that its episodes show, no longer: an
    open episode covers later days by itself, and a date that was never sent must not keep anybody in for ever.
    """
    return """
        select episode.spell_id, spells.cips_id, spells.person_id, spells.admission_date, spells.discharge_date,
            coalesce(spells.discharge_date, max(coalesce(episode.episode_end, episode.episode_start))) as last_day,
            min(case when episode.nth = 1 then episode.episode_key end) as first_episode_key,
            min(case when episode.nth_from_last = 1 then episode.episode_key end) as last_episode_key
        from stay_episode as episode
        join spells on spells.spell_id = episode.spell_id
        group by episode.spell_id, spells.cips_id, spells.person_id, spells.admission_date, spells.discharge_date"""


def stay_gap_sql() -> str:
    """
    One row per break between two spells of one CIPS, with the last day before it and the first after it.

    Spells may overlap: a break comes after the latest discharge so far.
    """
    return """
        with so_far as (
            select cips_id, person_id, admission_date,
                max(last_day) over (
                    partition by cips_id order by admission_date, last_day, spell_id
                    rows between unbounded preceding and 1 preceding) as day_before
            from stay
            where admission_date is not null
        )
        select cips_id, person_id, day_before, admission_date as day_after
        from so_far
        where day_before < admission_date"""
