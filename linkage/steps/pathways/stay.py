"""What an event may stand beside in hospital: the episodes that count, and the stay that each spell makes."""

from linkage.relations.admission import ELSEWHERE, SENT
from linkage.steps.pathways.spell_chain import REGULAR_ATTENDER
from linkage.words.names import STALE, UNCONFIRMED


def stay_episode_sql() -> str:
    """
    One row per episode that an event of the month may stand beside, of the people who have one.

    Not outside hospital; with its spell, its place there from either end, and its end put right where none was sent:
    the start of the next episode of the spell; else the discharge from the spell, where that was sent or is the end of
    an episode; else its own start, for a finished episode or a regular attender. Any other is unfinished: a stale one
    ends at its last census, or when the person was admitted again, whichever is first; one that is not stale is open,
    unconfirmed, and covers every later day up to the person's next admission. Source: UKHSA epidm, proxy_episode_dates;
    the census is ours.
    """
    told = "case when spell_discharge >= ruled.episode_start then spell_discharge end"
    return f"""
        with placed as (
            select *, lead(episode_start) over (partition by spell_id order by spell_order) as next_start
            from spell_episode
            where person_id in (select person_id from linked_event)
        ),
        ruled as (
            select placed.*, spells.cips_id, spells.discharge_date as spell_discharge,
                case
                    when placed.is_turned then 'swapped'
                    when placed.episode_end is not null then 'as_sent'
                    when placed.next_start is not null then 'next_episode'
                    when spells.discharge_date >= placed.episode_start
                        and (spells.discharge_date_rule in {SENT}
                            or (not placed.is_unfinished and spells.discharge_date_rule <> '{STALE}')) then 'discharge'
                    when not placed.is_unfinished or coalesce(placed.{REGULAR_ATTENDER}, false) then 'start_day'
                    when placed.is_stale then '{STALE}'
                    else '{UNCONFIRMED}'
                end as date_rule
            from placed
            join spells on spells.spell_id = placed.spell_id
            where coalesce(placed.episode_type, '') not in {ELSEWHERE}
        )
        select ruled.episode_key, ruled.person_id, ruled.provider_code, sent.site_code, ruled.spell_id, ruled.cips_id,
            ruled.episode_start,
            case
                when date_rule = 'next_episode' then next_start
                when date_rule = 'discharge' then spell_discharge
                when date_rule = 'start_day' then ruled.episode_start
                when date_rule = '{STALE}' then greatest(ruled.episode_start, least(ruled.last_census, {told}))
                when date_rule = '{UNCONFIRMED}' then {told}
                else ruled.episode_end
            end as episode_end,
            ruled.date_rule, ruled.last_census, ruled.is_duplicate, ruled.episode_order, ruled.patient_class,
            ruled.episode_type, sent.treatment_specialty, sent.primary_diagnosis, sent.main_procedure,
            row_number() over (partition by ruled.spell_id order by ruled.spell_order) as nth,
            row_number() over (partition by ruled.spell_id order by ruled.spell_order desc) as nth_from_last
        from ruled
        join linked_episode as sent on sent.episode_key = ruled.episode_key"""


def stay_sql() -> str:
    """
    One row per spell of those episodes: its days, its first and its last episode.

    Without a discharge date a stay is known to last until the latest day that its episodes show, no longer: an
    open episode covers later days by itself, and a date that was never sent must not keep anybody in for ever. The
    last day of a stale spell is its census.
    """
    return """
        select episode.spell_id, spells.cips_id, spells.person_id, spells.admission_date,
            coalesce(spells.discharge_date, max(coalesce(episode.episode_end, episode.episode_start))) as last_day,
            min(case when episode.nth = 1 then episode.episode_key end) as first_episode_key,
            min(case when episode.nth_from_last = 1 then episode.episode_key end) as last_episode_key
        from stay_episode as episode
        join spells on spells.spell_id = episode.spell_id
        group by episode.spell_id, spells.cips_id, spells.person_id, spells.admission_date, spells.discharge_date"""
