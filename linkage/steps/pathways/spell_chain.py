"""Episodes without a provider spell number or an admission date: which of them make a spell, and whose it is."""

from linkage.config.cips import Transfer
from linkage.engine.quote import one_of
from linkage.relations.admission import REGULAR
from linkage.steps.pathways.episode import EPISODE, counted_episode_sql

REGULAR_ATTENDER = f"patient_class in {REGULAR}"
"""Regular day and night attenders: every episode is a spell of its own."""

STILL_IN = "('8', '9')"
"""DISMETH of an episode after which the patient was still in hospital, or nobody knows."""

BY_NUMBER = "provider_spell_number is not null and admission_date is not null"
"""Episodes that the published rule places: they bear a provider spell number and have an admission date."""


def spell_chain_sql(transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode that its provider spell number cannot place, with the first episode of its chain.

    Used where that number or the admission date is missing. Episodes of one person and provider (and number, if
    there is one) stand in order of start, end, EPIORDER, transfer (none, out, in, both) and key; one belongs with
    the one before it when both bear the same admission date, or start on the same day, or when that one ended on the
    day this one starts, still in hospital or, where this one has no admission date, next to it by EPIORDER. Source:
    Health Foundation HES pipeline, creating_inpatient_spells; open episodes take part here, where that pipeline leaves
    them out, and EPIORDER is ours.
    """
    leaves = one_of("discharge_destination", transfer.discharge_destinations)
    enters = (
        f"({one_of('admission_source', transfer.admission_sources)}"
        f" or {one_of('admission_method', transfer.admission_methods)})"
    )
    moved = f"case when {leaves} and {enters} then 3 when {enters} then 2 when {leaves} then 1 else 0 end"
    own = "partition by person_id, provider_code, provider_spell_number"
    last = ", ".join(
        f"lag({column}) over ({own} order by place) as last_{name}"
        for column, name in (
            ("admission_date", "admission"),
            ("episode_start", "start"),
            ("episode_end", "end"),
            ("episode_order", "order"),
            ("discharge_method", "method"),
        )
    )
    return f"""
        with counted as ({counted_episode_sql(transfer, source)}
        ),
        placed as (
            select episode_key, person_id, provider_code, provider_spell_number, admission_date,
                episode_start, episode_end, episode_order, discharge_method,
                row_number() over (
                    {own}
                    order by episode_start nulls last, episode_end nulls last, episode_order nulls last,
                        {moved}, episode_key) as place
            from counted
            where not ({BY_NUMBER}) and not coalesce({REGULAR_ATTENDER}, false)
        ),
        followed as (
            select *, {last}
            from placed
        ),
        cut as (
            select *,
                sum(case
                    when admission_date = last_admission or episode_start = last_start
                        or (episode_start = last_end and (last_method in {STILL_IN}
                            or (admission_date is null and episode_order = last_order + 1))) then 0
                    else 1
                end) over ({own} order by place rows between unbounded preceding and current row) as spell
            from followed
        )
        select episode_key, person_id, provider_code, provider_spell_number, admission_date, episode_start, place,
            first_value(episode_key) over (
                partition by person_id, provider_code, provider_spell_number, spell order by place
            ) as first_key
        from cut"""


def numbered_episode_sql(transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode that its provider spell number places, of the people of whom some stand in a chain.

    With its place from the end of the spell, and its last census, if it is stale. Reads spell_chain.
    """
    return f"""
        with counted as ({counted_episode_sql(transfer, source)}
        )
        select counted.person_id, counted.provider_code, counted.provider_spell_number, counted.admission_date,
            counted.episode_end, counted.discharge_date, counted.discharge_method,
            case when census.is_stale then census.last_census end as stale_on,
            row_number() over (
                partition by counted.person_id, counted.provider_code, counted.provider_spell_number,
                    counted.admission_date
                order by counted.episode_start desc nulls first, counted.episode_order desc nulls first,
                    counted.episode_end desc nulls first, counted.episode_key desc) as nth_from_last
        from counted
        left join open_episode as census on census.episode_key = counted.episode_key
        where {BY_NUMBER} and not coalesce({REGULAR_ATTENDER}, false)
          and counted.person_id in (select person_id from spell_chain)"""


def near_spell_sql() -> str:
    """
    One row per episode of a chain and spell with a number that it may be of; reads spell_chain and numbered_episode.

    The spell is of the same person and provider. An episode without a number is of the spell with its admission date;
    one with a number and no admission date, of a spell of that number that began by its start and had not ended before
    it; one with neither, of a spell whose days hold its start, or of which an episode ended on that day with the
    patient still in. Nothing that starts after the last census of a stale spell is of it: one of
    which no discharge was sent and the last episode is stale, whatever an earlier one is.
    """
    same = ("person_id", "provider_code", "provider_spell_number", "admission_date")
    keys = ", ".join(same)
    left_here = " and ".join(f"left_in.{column} is not distinct from near.{column}" for column in same)
    beside = """select chain.first_key, chain.episode_key, chain.place,
                near.provider_spell_number, near.admission_date
            from spell_chain as chain
            join spell as near
              on near.person_id = chain.person_id
             and near.provider_code is not distinct from chain.provider_code
             and not coalesce(chain.episode_start > near.stale_on, false)"""
    return f"""
        with spell as (
            select {keys}, max(discharge_date) as discharge_date,
                case when max(discharge_date) is null
                    then max(case when nth_from_last = 1 then stale_on end) end as stale_on
            from numbered_episode
            group by {keys}
        ),
        left_in as (
            select distinct {keys}, episode_end
            from numbered_episode
            where discharge_method in {STILL_IN} and episode_end is not null
        )
            {beside}
             and near.admission_date = chain.admission_date
            where chain.provider_spell_number is null
            union all
            {beside}
             and near.provider_spell_number = chain.provider_spell_number
             and near.admission_date <= chain.episode_start
            where near.discharge_date is null or near.discharge_date >= chain.episode_start
            union all
            {beside}
             and near.admission_date <= chain.episode_start
            left join left_in on {left_here} and left_in.episode_end = chain.episode_start
            where chain.provider_spell_number is null and chain.admission_date is null
              and (near.discharge_date >= chain.episode_start or left_in.person_id is not null)"""


def spell_anchor_sql(*, joined: bool) -> str:
    """
    One row per chain that is part of a spell with a number, with the number and the admission date of that.

    Of the spells that an episode may be of the one that began last; where two numbers stand there, none. The first
    episode of the chain that tells decides for all of it. None at all unless `joined` (see Spells). Reads near_spell.
    """
    return f"""
        with latest as (
            select *, max(admission_date) over (partition by episode_key) as last_admission
            from near_spell
        ),
        certain as (
            select first_key, place, admission_date, min(provider_spell_number) as provider_spell_number
            from latest
            where admission_date = last_admission
            group by first_key, episode_key, place, admission_date
            having count(*) = 1
        ),
        numbered as (
            select *, row_number() over (partition by first_key order by place) as nth
            from certain
        )
        select first_key, provider_spell_number, admission_date
        from numbered
        where nth = 1 and {"true" if joined else "false"}"""
