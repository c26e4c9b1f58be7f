"""Scored people: Splink's weights for every blocked pair, with coincidence priced jointly and the number added."""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import pool
from linkage.probabilistic.age_band import age_band_sql
from linkage.probabilistic.backend import EVENT, PERSON, level_names, linker
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import Model


def score_pool(engine: Engine, rules: RankP, model: Model, people: int, last_day: str) -> None:
    """
    pool_identity, identity -> person_score.

    `people` is N, everybody in the index; `last_day` (YYYY-MM-DD) the end of the month, for ages.
    """
    engine.create("block_size", pool.block_size_sql(rules, "pool_identity"))
    pairs = engine.create("blocked_pair", pool.blocked_pair_sql(rules, "pool_identity"))
    if pairs:
        _score_pairs(engine, model)
    else:
        engine.create("scored_pair", _no_scored_pair_sql())
    engine.load(
        "coincidence",
        {"age_band": "text", "communal": "boolean", "sex_level": "text", "others": "double"},
        [(c.age_band, c.communal, c.sex_level, c.others) for c in model.coincidence],
    )
    engine.create("person_score", person_score_sql(model, people, last_day))


def _score_pairs(engine: Engine, model: Model) -> None:
    """blocked_pair -> scored_pair, by Splink."""
    engine.create(EVENT, pool.event_record_sql(engine.dialect, "pool_identity"))
    engine.create(PERSON, pool.person_record_sql(engine.dialect, "blocked_pair"))
    engine.create(
        "blocked_join",
        f"""
        select cast(block as string) as match_key,
            concat('{EVENT}-__-', cast(identity_key as string)) as join_key_l,
            concat('{PERSON}-__-', person_id) as join_key_r
        from blocked_pair""",
    )
    splink, database = linker(engine, model.comparisons)
    splink.table_management.register_blocked_pairs_for_predict(database.register("blocked_join"))
    predicted = splink.inference.predict(warning_mode="never")
    levels = ", ".join(
        f"case gamma_{comparison.name} "
        + " ".join(f"when {number} then '{name}'" for number, name in level_names(comparison).items())
        + f" end as {comparison.name}_level, mw_{comparison.name}"
        for comparison in comparisons()
    )
    engine.create(
        "scored_pair",
        f"select cast(unique_id_l as bigint) as identity_key, unique_id_r as person_id, {levels}"
        f" from {predicted.physical_name}",
    )
    predicted.drop_table_from_database_and_remove_from_cache()
    for table in ("blocked_join", EVENT, PERSON):
        engine.drop(table)


def _no_scored_pair_sql() -> str:
    columns = ", ".join(
        f"cast(null as string) as {comparison.name}_level, cast(null as double) as mw_{comparison.name}"
        for comparison in comparisons()
    )
    return f"select cast(null as bigint) as identity_key, cast(null as string) as person_id, {columns} where false"


def person_score_sql(model: Model, people: int, last_day: str) -> str:
    """
    One row per pool identity and blocked person, with the evidence in bits.

    Birth date and postcode agreeing by chance is not independent (twins, halls, care homes): where both are
    exact, the weight is log2(m N / others), others being the mean number of strangers who agree as well.
    The NHS number adds log2(r N) when it is the person's and log2(1 - r) when it is somebody else's.
    """
    exact = {name: p.m for name, levels in model.comparisons.items() for p in levels if p.level == "exact"}
    sex_m = " ".join(f"when '{p.level}' then cast({p.m!r} as double)" for p in model.comparisons["sex"])
    joint = (
        f"log2(cast({exact['birth_date'] * exact['postcode']!r} as double)"
        f" * coalesce(case scored.sex_level {sex_m} end, 1) * {people} / coincidence.others)"
    )
    separate = " + ".join(f"scored.mw_{comparison.name}" for comparison in comparisons())
    right = model.right_number_share
    wrong = max(1 - right, 1e-6)
    return f"""
        with stated as (
            select scored.identity_key, scored.person_id,
                scored.birth_date_level, scored.sex_level, scored.postcode_level,
                case when event.nhs_number is null or person.nhs_numbers = 0 then 'missing'
                    when own.nhs_number is not null then 'exact' else 'conflict' end as nhs_number_level,
                case when scored.birth_date_level = 'exact' and scored.postcode_level = 'exact'
                    then {joint} else {separate} end as demographic_weight
            from scored_pair as scored
            join pool_identity as event on event.identity_key = scored.identity_key
            join person on person.person_id = scored.person_id
            left join person_number as own
              on own.person_id = scored.person_id and own.nhs_number = event.nhs_number
            left join postcode_people as crowded on crowded.postcode = event.postcode
            left join coincidence
              on coincidence.age_band = {age_band_sql("event.birth_date", last_day)}
             and coincidence.communal = coalesce(crowded.ignored, false)
             and coincidence.sex_level = scored.sex_level
        )
        select identity_key, person_id, birth_date_level, sex_level, postcode_level, nhs_number_level,
            demographic_weight + case nhs_number_level
                when 'exact' then log2(cast({right!r} as double) * {people})
                when 'conflict' then log2(cast({wrong!r} as double))
                else 0 end as match_weight
        from stated"""
