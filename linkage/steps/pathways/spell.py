"""Provider spells: the episodes of one admission to one provider."""

from linkage.config.cips import Transfer
from linkage.engine.dialect import Dialect
from linkage.engine.quote import one_of
from linkage.steps.pathways.episode import EPISODE, counted_episode_sql

REGULAR_ATTENDER = "patient_class in ('3', '4')"
"""Regular day and night attenders: every episode is a spell of its own."""

STILL_IN = "('8', '9')"
"""DISMETH of an episode after which the patient was still in hospital, or nobody knows."""


def spell_chain_sql(transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode that its provider spell number cannot place, with the first episode of its spell.

    Used where that number or the admission date is missing. Episodes of one person and provider (and number, if
    there is one) stand in order of start, end, EPIORDER, transfer (none, out, in, both) and key; one belongs with
    the one before it when both bear the same admission date, or start on the same day, or when that one ended still
    in hospital on the day this one starts. Source: Health Foundation HES pipeline, creating_inpatient_spells; open
    episodes take part here, where that pipeline leaves them out.
    """
    leaves = one_of("discharge_destination", transfer.discharge_destinations)
    enters = (
        f"({one_of('admission_source', transfer.admission_sources)}"
        f" or {one_of('admission_method', transfer.admission_methods)})"
    )
    moved = f"case when {leaves} and {enters} then 3 when {enters} then 2 when {leaves} then 1 else 0 end"
    own = "partition by person_id, provider_code, provider_spell_number"
    return f"""
        with counted as ({counted_episode_sql(transfer, source)}
        ),
        placed as (
            select episode_key, person_id, provider_code, provider_spell_number, admission_date,
                episode_start, episode_end, discharge_method,
                row_number() over (
                    {own}
                    order by episode_start nulls last, episode_end nulls last, episode_order nulls last,
                        {moved}, episode_key) as place
            from counted
            where not ({BY_NUMBER}) and not coalesce({REGULAR_ATTENDER}, false)
        ),
        followed as (
            select *,
                lag(admission_date) over ({own} order by place) as last_admission,
                lag(episode_start) over ({own} order by place) as last_start,
                lag(episode_end) over ({own} order by place) as last_end,
                lag(discharge_method) over ({own} order by place) as last_method
            from placed
        ),
        cut as (
            select *,
                sum(case
                    when admission_date = last_admission or episode_start = last_start
                        or (episode_start = last_end and last_method in {STILL_IN}) then 0
                    else 1
                end) over ({own} order by place rows between unbounded preceding and current row) as spell
            from followed
        )
        select episode_key,
            first_value(episode_key) over (
                partition by person_id, provider_code, provider_spell_number, spell order by place
            ) as first_key
        from cut"""


BY_NUMBER = "provider_spell_number is not null and admission_date_rule = 'as_sent'"
"""Episodes that the published rule places: they bear a provider spell number and an admission date."""


def spell_episode_sql(dialect: Dialect, transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode that counts, with its spell, its place in it, and what the spell's episodes are together.

    Same spell: same person, admission date, provider and provider spell number. Without these the chain decides
    (see spell_chain). Regular attenders stand alone. Order: start, EPIORDER, end, EPIKEY. Source: NHS Digital,
    methodology to create provider and continuous inpatient spells from HES APC data, version 2.
    """
    same = ", ".join(
        f"coalesce(cast({column} as string), '')"
        for column in ("person_id", "admission_date", "provider_code", "provider_spell_number")
    )
    own = f"""case
                    when {REGULAR_ATTENDER} then concat('E', episode.episode_key)
                    when {BY_NUMBER} then concat_ws(chr(31), 'S', {same})
                    else concat('F', chain.first_key)
                end"""
    hashed = dialect.keyed_hash("spell_text", "inner_pad", "outer_pad")
    order = "episode_start nulls last, episode_order nulls last, episode_end nulls last, episode_key"
    return f"""
        with counted as ({counted_episode_sql(transfer, source)}
        ),
        keyed as (
            select episode.*, {own} as spell_text,
                episode.episode_key in (select episode_key from duplicate_episode) as is_duplicate
            from counted as episode
            left join spell_chain as chain on chain.episode_key = episode.episode_key
        ),
        hashed as (
            select keyed.*, substr({hashed}, 1, 32) as spell_id
            from keyed
            cross join spell_key_pad
        )
        select episode_key, person_id, provider_code, admission_date, admission_date_rule, episode_start,
            episode_end, is_turned, discharge_date, episode_order, is_unfinished, is_duplicate, episode_type,
            patient_class, admission_method, admission_source, discharge_method, discharge_destination, spell_id,
            row_number() over (partition by spell_id order by {order}) as spell_order,
            count(*) over (partition by spell_id) as spell_episodes,
            count(case when is_duplicate then 1 end) over (partition by spell_id) as spell_duplicates,
            max(discharge_date) over (partition by spell_id) as spell_discharge_date
        from hashed"""


def submitted_spell_sql() -> str:
    """One row per spell as submitted: admission facts of its first episode, discharge facts of its last."""
    of_last = ", ".join(
        f"case when first.spell_episodes = 1 then first.{column} else last.{column} end as {name}"
        for column, name in (
            ("episode_key", "last_episode_key"),
            ("discharge_method", "discharge_method"),
            ("discharge_destination", "discharge_destination"),
            ("episode_end", "last_end"),
        )
    )
    return f"""
        select first.spell_id, first.person_id, first.provider_code, first.admission_date,
            first.admission_date_rule, first.spell_discharge_date as discharge_date,
            first.spell_episodes as episodes, first.spell_duplicates as duplicate_episodes,
            first.episode_key as first_episode_key, first.admission_method,
            method.method_group as admission_method_group, first.admission_source, first.patient_class,
            {of_last}
        from spell_episode as first
        left join (
            select spell_id, episode_key, discharge_method, discharge_destination, episode_end
            from spell_episode
            where spell_order = spell_episodes and spell_episodes > 1
        ) as last on last.spell_id = first.spell_id
        left join admission_method_group as method on method.code = first.admission_method
        where first.spell_order = 1"""
