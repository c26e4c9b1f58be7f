"""Splink on the engine's own session: the only folder that imports splink, and the only `match` on the engine."""

import logging
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from splink import DuckDBAPI, Linker, SettingsCreator, comparison_library
from splink import comparison_level_library as level_library
from splink.blocking_rule_library import block_on
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import LinkageError
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import NONE_HELD, Comparison, Level, comparisons
from linkage.steps.probabilistic.model.model import LevelParameters

EVENT, PERSON = "event_record", "person_record"
"""Names of the two tables Splink links; events sort first, so the event is always the left side."""

ROUNDS = 200
"""Most rounds of expectation maximisation."""

Parameters = Mapping[str, tuple[LevelParameters, ...]]


def linker(
    engine: Engine,
    parameters: Parameters | None = None,
    *,
    only_u: bool = False,
    rounds: int = ROUNDS,
    days: DefaultDays = NO_DAYS,
) -> tuple[Linker, Any]:
    """
    A Linker over event_record and person_record, and Splink's handle on the session.

    Untrained unless `parameters` are given; with `only_u` their m is left for Splink to estimate. `days` are the
    default days of birth dates.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = _backend(engine)
    tables = [database.register(name, dataset_display_name=name) for name in (EVENT, PERSON)]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(engine, c, parameters, days, only_u=only_u) for c in comparisons()],
        blocking_rules_to_generate_predictions=[block_on("nhs_number")],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
        em_convergence=1e-7,
        max_iterations=rounds,
    )
    return Linker(tables, settings, log_level=None), database


def _backend(engine: Engine) -> Any:  # noqa: ANN401 - Splink says nothing of its types
    """Splink's handle on the session of the engine; Spark is looked for only where it is at work."""
    if isinstance(engine, DuckDBEngine):
        return DuckDBAPI(connection=engine.connection)
    spark = import_module("linkage.engine.spark.engine").SparkEngine
    if isinstance(engine, spark):
        backend = import_module("linkage.steps.probabilistic.training.spark_backend").SparkBackend
        return backend(engine.session, engine.folders.folder / "splink")
    raise LinkageError("rank P has no Splink backend for this engine")


def level_names(comparison: Comparison) -> dict[int, str]:
    """Splink's number for each level of a comparison: the last is 0, and -1 is missing."""
    ordered = in_splinks_order(comparison)
    return {-1: "missing"} | {len(ordered) - 1 - place: level.name for place, level in enumerate(ordered)}


def in_splinks_order(comparison: Comparison) -> tuple[Level, ...]:
    """The levels as Splink asks for them: first whether the person holds the field at all."""
    return (comparison.levels[-1], *comparison.compared)


def _comparison(
    engine: Engine, comparison: Comparison, parameters: Parameters | None, days: DefaultDays, *, only_u: bool
) -> comparison_library.CustomComparison:
    own, held = f"{comparison.event_column}_l", f"{comparison.person_column}_r"
    levels: list[ComparisonLevelCreator | dict[str, Any]] = [
        level_library.CustomLevel(f"{own} is null", "missing").configure(is_null_level=True)
    ]
    known = {p.level: p for p in parameters[comparison.name]} if parameters else {}
    for level in in_splinks_order(comparison):
        if level.name == NONE_HELD:
            created: ComparisonLevelCreator = level_library.CustomLevel(f"{held} is null", level.name)
        elif level.condition:
            created = level_library.CustomLevel(level.of_lists(engine.dialect, own, held, days), level.name)
        else:
            created = level_library.ElseLevel().configure(label_for_charts=level.name)
        if level.name in known:
            created = created.configure(u_probability=known[level.name].u)
            if not only_u:
                created = created.configure(m_probability=known[level.name].m)
        levels.append(created)
    return comparison_library.CustomComparison(levels, output_column_name=comparison.name)
