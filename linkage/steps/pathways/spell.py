"""Provider spells: the episodes of one admission to one provider."""

from linkage.config.cips import Transfer
from linkage.engine.dialect import Dialect
from linkage.steps.pathways.episode import EPISODE, counted_episode_sql
from linkage.steps.pathways.spell_chain import BY_NUMBER, REGULAR_ATTENDER


def spell_episode_sql(dialect: Dialect, transfer: Transfer, source: str = EPISODE) -> str:
    """
    One row per episode that counts, with its spell, its place in it, and what the spell's episodes are together.

    Same spell: same person, admission date, provider and provider spell number. An episode that lacks one of the last
    three stands in a chain (see spell_chain), which is part of such a spell (see spell_anchor) or one of its own.
    Regular attenders stand alone. Order: start, EPIORDER, end, EPIKEY. Source: NHS Digital, methodology to create
    provider and continuous inpatient spells from HES APC data, version 2.
    """
    own = f"""case
                    when {REGULAR_ATTENDER} then concat('E', episode.episode_key)
                    when {BY_NUMBER_OF.format("episode")} then {numbered_text_sql("episode")}
                    when anchor.first_key is not null then {numbered_text_sql("anchor")}
                    else concat('F', chain.first_key)
                end"""
    hashed = dialect.keyed_hash("spell_text", "inner_pad", "outer_pad")
    order = "episode_start nulls last, episode_order nulls last, episode_end nulls last, episode_key"
    return f"""
        with counted as ({counted_episode_sql(transfer, source)}
        ),
        keyed as (
            select episode.*, {own} as spell_text,
                episode.episode_key in (select episode_key from duplicate_episode) as is_duplicate,
                census.last_census, coalesce(census.is_stale, false) as is_stale
            from counted as episode
            left join spell_chain as chain on chain.episode_key = episode.episode_key
            left join spell_anchor as anchor on anchor.first_key = chain.first_key
            left join open_episode as census on census.episode_key = episode.episode_key
        ),
        hashed as (
            select keyed.*, substr({hashed}, 1, 32) as spell_id
            from keyed
            cross join spell_key_pad
        )
        select episode_key, person_id, provider_code, admission_date, admission_date_rule, episode_start,
            episode_end, is_turned, discharge_date, episode_order, is_unfinished, is_duplicate, episode_type,
            patient_class, admission_method, admission_source, discharge_method, discharge_destination,
            last_census, is_stale, data_year, spell_id,
            row_number() over (partition by spell_id order by {order}) as spell_order,
            count(*) over (partition by spell_id) as spell_episodes,
            count(case when is_duplicate then 1 end) over (partition by spell_id) as spell_duplicates,
            min(admission_date) over (partition by spell_id) as spell_admission_date,
            max(discharge_date) over (partition by spell_id) as spell_discharge_date
        from hashed"""


BY_NUMBER_OF = BY_NUMBER.replace("provider_spell_number", "{0}.provider_spell_number").replace(
    "admission_date", "{0}.admission_date"
)
"""The same of the rows of one name."""


def numbered_text_sql(keys: str) -> str:
    """What the id of a spell with a number is made of; `keys` has its number and its admission date."""
    same = ", ".join(
        f"coalesce(cast({column} as string), '')"
        for column in (
            "episode.person_id",
            f"{keys}.admission_date",
            "episode.provider_code",
            f"{keys}.provider_spell_number",
        )
    )
    return f"concat_ws(chr(31), 'S', {same})"


def submitted_spell_sql(whose: str) -> str:
    """
    One row per spell as submitted: admission facts of its first episode, discharge facts of its last.

    Where the first bears no admission date, that of the spell's others counts. `whose` is a condition on person_id.
    """
    of_last = ", ".join(
        f"case when first.spell_episodes = 1 then first.{column} else last.{column} end as {name}"
        for column, name in LAST.items()
    )
    return f"""
        select first.spell_id, first.person_id, first.provider_code,
            coalesce(first.admission_date, first.spell_admission_date) as admission_date,
            case when first.admission_date is null and first.spell_admission_date is not null then 'as_sent'
                else first.admission_date_rule end as admission_date_rule,
            first.spell_discharge_date as discharge_date,
            first.spell_episodes as episodes, first.spell_duplicates as duplicate_episodes,
            first.episode_key as first_episode_key, first.admission_method,
            method.method_group as admission_method_group, first.admission_source, first.patient_class,
            {of_last}
        from spell_episode as first
        left join (
            select spell_id, {", ".join(LAST)}
            from spell_episode
            where spell_order = spell_episodes and spell_episodes > 1
        ) as last on last.spell_id = first.spell_id
        left join admission_method_group as method on method.code = first.admission_method
        where first.spell_order = 1 and first.{whose}"""


LAST = {
    "episode_key": "last_episode_key",
    "discharge_method": "discharge_method",
    "discharge_destination": "discharge_destination",
    "episode_start": "last_start",
    "episode_end": "last_end",
    "is_unfinished": "last_is_unfinished",
    "last_census": "last_census",
    "is_stale": "last_is_stale",
    "data_year": "last_data_year",
}
"""Columns of the last episode of a spell, and what they are called as those of the spell."""
