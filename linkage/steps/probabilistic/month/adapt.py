"""
The part of the step that adapts m to the month: found, written down, and put into the scores and the coverage.

What the month shows stands in two tables, month_m and month_factor; every query that moves anything reads it there.
"""

from collections.abc import Iterator

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.making import Item, Listed, Worked, made
from linkage.engine.value import as_number, as_whole
from linkage.steps.probabilistic.levels.levels import FIELDS, SAME_VALUE
from linkage.steps.probabilistic.levels.not_exact import (
    EXACT,
    INEXACT,
    Shares,
    factors,
    moved_bits,
    trained_shares,
)
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.agreement_mass import (
    SILENT_LEVELS,
    STATES,
    agreement_mass_sql,
    borne_set_sql,
    column,
    load_missed,
    moved_coverage_sql,
)
from linkage.steps.probabilistic.month.month_m import MonthM, month_m
from linkage.steps.probabilistic.scoring.score import SCORE
from linkage.tables import contract

SCORES = "adapted_score"
"""Table of the scores by the m of the month."""


def adapted_made(rules: RankP, model: Model, *, in_context: bool = False) -> tuple[Item, ...]:
    """
    pool_identity, event_block, person_score, pool_coverage -> month_m, adapted_score and pool_coverage of the month.

    `in_context`: by the shares that the month was published with, of each state of the number that had any. Switched
    off: month_m has no rows, and nothing else is made.
    """
    if not rules.month_m:
        return (Listed("month_m", contract("month_m").types, [], "The m of the month: switched off."),)
    return (
        *missed_made(rules, model, "pool_coverage"),
        made("agreement_mass", agreement_mass_sql),
        Worked(
            lambda engine: find(engine, model, in_context=in_context),
            "The share of each field not exact and phi that make the pool's events likeliest, drawn to the model's; the"
            " bits and the factors that follow."
            + (" As they were when the month was published." if in_context else ""),
            reads=("agreement_mass", *(("context_month_m",) if in_context else ())),
            writes=("month_m", "month_factor"),
        ),
        made(SCORES, adapted_score_sql),
        made("pool_coverage", moved_coverage_sql, "pool_coverage"),
    )


def missed_made(
    rules: RankP, model: Model, coverage: str, pool_table: str = "pool_identity"
) -> Iterator[Item]:
    """`pool_table`, event_block and the table `coverage` -> borne_set and missed_share."""
    yield made("borne_set", borne_set_sql, rules, coverage, pool_table)
    yield Worked(
        lambda engine: load_missed(engine, rules, model),
        "By the fields and blocks that an event bears: the share of true pairs missed, by how they agree.",
        reads=("borne_set",),
        writes=("missed_share",),
    )


def moved_made(rules: RankP, model: Model, coverage: str, pool_table: str) -> Iterator[Item]:
    """The table `coverage` and the scores of `pool_table` by the m of the month, month_factor being made."""
    yield from missed_made(rules, model, coverage, pool_table)
    yield made(coverage, moved_coverage_sql, coverage)
    yield made(SCORES, adapted_score_sql, pool_table)


def find(engine: Engine, model: Model, *, in_context: bool = False) -> None:
    """agreement_mass, and context_month_m where the month is linked in its context -> month_m and month_factor."""
    trained = trained_shares(model)
    kept = kept_m(engine) if in_context else {}
    found = [kept.get(state) or month_m(engine, state, trained) for state in STATES]
    engine.load("month_m", contract("month_m").types, [row for one in found for row in rows_of(one, trained)])
    engine.load(
        "month_factor",
        contract("month_factor").types,
        [
            (one.number_state, column(how), factor)
            for one in found
            for how, factor in factors(one.shares, trained).items()
        ],
    )


def kept_m(engine: Engine) -> dict[str, MonthM]:
    """context_month_m -> what the month was published with, by state of the number; phi is in a table of its own."""
    shares: dict[str, dict[str, float]] = {}
    identities: dict[str, int] = {}
    for state, field, rested_on, share in engine.rows(
        "select number_state, field, identities, share from context_month_m order by 1, 2"
    ):
        shares.setdefault(str(state), {})[str(field)] = as_number(share)
        identities[str(state)] = as_whole(rested_on)
    return {state: MonthM(state, identities[state], 0.0, of, 0) for state, of in shares.items()}


def rows_of(found: MonthM, trained: Shares) -> Iterator[tuple[str | int | float, ...]]:
    """The rows of month_m for one state of the number."""
    for field in FIELDS:
        share, before = found.shares[field], trained[field]
        bits = (round(moved_bits(share, before, how), 9) for how in (EXACT, INEXACT))
        yield found.number_state, field, found.identities, before, share, *bits


def adapted_score_sql(pool_table: str = "pool_identity") -> str:
    """
    person_score, `pool_table`, month_m -> person_score with the weights of the month.

    Each field's moves by the event's state of the number and by its agreement.
    """
    moved = {f"{field}_weight": moved_sql(field) for field in FIELDS}
    columns = {name: f"score.{name} + moved.{name}" for name in moved} | {
        name: f"score.{name} + {whole_of(moved)}" for name in ("weight_without_evidence", "match_weight")
    }
    listed = ", ".join(f"{columns[name]} as {name}" if name in columns else f"score.{name}" for name in SCORE)
    bits = ", ".join(
        f"max(case when field = '{field}' then {how}_bits end) as {field}_{how}"
        for field in FIELDS
        for how in ("exact", "inexact")
    )
    return f"""
        select {listed}
        from person_score as score
        join (
            select score.identity_key, score.person_id, {", ".join(f"{case} as {name}" for name, case in moved.items())}
            from person_score as score
            join {pool_table} as pool on pool.identity_key = score.identity_key
            left join (
                select number_state, {bits}
                from month_m
                group by number_state
            ) as month on month.number_state = pool.number_state
        ) as moved on moved.identity_key = score.identity_key and moved.person_id = score.person_id"""


def whole_of(moved: dict[str, str]) -> str:
    """Bits that the month adds to all fields together."""
    return " + ".join(f"moved.{name}" for name in moved)


def moved_sql(field: str) -> str:
    """Bits that the month adds to the weight of a field; none for a state of the number that is not adapted."""
    level, none = f"score.{field}_level", "cast(0 as double)"
    bits = f"case when {level} in {SAME_VALUE} then month.{field}_exact else month.{field}_inexact end"
    return f"case when {level} in {SILENT_LEVELS} then {none} else coalesce({bits}, {none}) end"
