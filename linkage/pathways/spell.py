"""Provider spells: the episodes of one admission to one provider."""

from linkage.engine.dialect import Dialect

REGULAR_ATTENDER = "patient_class in ('3', '4')"
"""Regular day and night attenders: every episode is a spell of its own."""


def spell_episode_sql(dialect: Dialect) -> str:
    """
    One row per episode of a person who has not opted out, with its spell and its place in it.

    Same spell: same person, admission date, provider and provider spell number, a missing number counting as a
    value of its own. Regular attenders, and episodes that show no admission date to share, stand alone. Order:
    start, EPIORDER, end, EPIKEY. Source: NHS Digital methodology to create provider and continuous inpatient
    spells from HES APC data, version 2.
    """
    same = ", ".join(
        f"coalesce(cast({column} as string), '')"
        for column in ("person_id", "admission_date", "provider_code", "provider_spell_number")
    )
    alone = f"{REGULAR_ATTENDER} or admission_date is null"
    own = f"case when {alone} then concat('E', episode_key) else concat_ws(chr(31), 'S', {same}) end"
    hashed = dialect.keyed_hash("spell_text", "inner_pad", "outer_pad")
    return f"""
        with keyed as (
            select episode_key, episode_start, episode_order, episode_end, {own} as spell_text
            from episode
            where person_id is not null and person_id not in (select person_id from opted_out_person)
        ),
        hashed as (
            select episode_key, episode_start, episode_order, episode_end, substr({hashed}, 1, 32) as spell_id
            from keyed
            cross join spell_key_pad
        )
        select episode_key, spell_id,
            row_number() over (
                partition by spell_id
                order by episode_start nulls last, episode_order nulls last, episode_end nulls last, episode_key
            ) as spell_order
        from hashed"""


def unjoined_spell_sql(dialect: Dialect) -> str:
    """One row per spell before spells are joined: admission facts of its first episode, discharge facts of its last."""
    stay = dialect.days_between("admission_date", "spell_discharge_date")
    return f"""
        with placed as (
            select place.spell_id, place.spell_order, episode.*,
                max(place.spell_order) over (partition by place.spell_id) as episodes,
                max(episode.discharge_date) over (partition by place.spell_id) as spell_discharge_date
            from spell_episode as place
            join episode on episode.episode_key = place.episode_key
        )
        select first.spell_id, first.person_id, first.provider_code, first.admission_date,
            first.spell_discharge_date as discharge_date,
            first.spell_discharge_date is null as is_open,
            first.episodes, first.episode_key as first_episode_key, last.episode_key as last_episode_key,
            first.admission_method, method.method_group as admission_method_group, first.admission_source,
            first.patient_class, last.discharge_method, last.discharge_destination,
            first.length_of_stay
        from (
            select *, {stay} as length_of_stay from placed where spell_order = 1
        ) as first
        join placed as last on last.spell_id = first.spell_id and last.spell_order = last.episodes
        left join admission_method_group as method on method.code = first.admission_method"""


def spells_sql() -> str:
    """One row per spell, with the continuous inpatient spell it is part of; one that joins no other is its own."""
    return """
        select spell.spell_id, coalesce(joined.cips_id, spell.spell_id) as cips_id, spell.person_id,
            spell.provider_code, spell.admission_date, spell.discharge_date, spell.is_open, spell.episodes,
            spell.first_episode_key, spell.last_episode_key, spell.admission_method,
            spell.admission_method_group, spell.admission_source, spell.patient_class,
            spell.discharge_method, spell.discharge_destination, spell.length_of_stay
        from unjoined_spell as spell
        left join spell_cips as joined on joined.spell_id = spell.spell_id"""
