"""What Splink itself makes of pairs: it scores with lists, rank P with whole numbers, and both must say the same."""

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import of_sides
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.scoring.pool import event_record_sql, person_record_sql
from linkage.steps.probabilistic.training.backend import EVENT, PERSON, level_names, linker

Pair = tuple[int, str]


def scored_by_splink(engine: DuckDBEngine, model: Model) -> dict[Pair, tuple[object, ...]]:
    """person_posterior, pool_identity -> for each pair Splink's level of each comparison, then its bits of each."""
    engine.create(EVENT, event_record_sql(engine.dialect, "pool_identity"))
    engine.create(PERSON, person_record_sql(engine.dialect, "person_posterior"))
    engine.create(
        "blocked_join",
        f"""
        select '1' as match_key, concat('{EVENT}-__-', cast(identity_key as string)) as join_key_l,
            concat('{PERSON}-__-', person_id) as join_key_r
        from person_posterior""",
    )
    splink, database = linker(engine, model.comparisons, days=of_sides(model.default_days))
    splink.table_management.register_blocked_pairs_for_predict(database.register("blocked_join"))
    predicted = splink.inference.predict(warning_mode="never")
    names = [level_names(one) for one in comparisons()]
    columns = [f"{kind}_{one.name}" for kind in ("gamma", "mw") for one in comparisons()]
    found = engine.rows(
        f"select unique_id_l, unique_id_r, {', '.join(columns)} from {predicted.physical_name}"
    )
    return {
        (int(str(event)), str(person)): (
            *(of[int(str(level))] for of, level in zip(names, row[: len(names)], strict=True)),
            *row[len(names) :],
        )
        for event, person, *row in found
    }
