"""The part of the step that adapts m to the month: found, put into the scores and the coverage, and written down."""

from collections.abc import Iterator, Sequence

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.making import Item, Listed, Worked
from linkage.engine.value import as_number
from linkage.steps.probabilistic.levels.levels import FIELDS, SAME_VALUE
from linkage.steps.probabilistic.levels.not_exact import (
    EXACT,
    INEXACT,
    Shares,
    factors,
    moved_bits,
    trained_shares,
    with_shares,
)
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import BlockCoverage, Model
from linkage.steps.probabilistic.month.agreement_mass import (
    SILENT_LEVELS,
    STATES,
    agreement_mass_sql,
    borne_set_sql,
    load_missed,
    moved_coverage_sql,
)
from linkage.steps.probabilistic.month.missed import fields_of, missed_shares
from linkage.steps.probabilistic.month.month_m import MonthM, month_m
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.steps.probabilistic.scoring.block import block_name, demographic_blocks
from linkage.steps.probabilistic.scoring.coverage import LOWEST
from linkage.steps.probabilistic.scoring.score import WEIGHTS

COLUMNS = {
    "number_state": "text",
    "field": "text",
    "identities": "integer",
    "trained_share": "double",
    "share": "double",
    "exact_bits": "double",
    "inexact_bits": "double",
}


def adapted_made(rules: RankP, model: Model) -> tuple[Item, ...]:
    """
    pool_identity, event_block, person_score, pool_coverage -> month_m, and the last two by the m of the month.

    Switched off: month_m has no rows, and nothing else is touched.
    """
    if not rules.month_m:
        return (Listed("month_m", COLUMNS, [], "The m of the month: switched off."),)
    return (
        Worked(
            lambda engine: adapt(engine, rules, model),
            "The share of each field not exact and phi that make the pool's events likeliest, drawn to the model's; the"
            " weights and the coverage that follow.",
            reads=("pool_identity", "event_block", "person_score", "pool_coverage", "index_size"),
            writes=("month_m", "person_score", "pool_coverage"),
        ),
    )


def adapt(engine: Engine, rules: RankP, model: Model) -> None:
    """See adapted_made."""
    trained = trained_shares(model)
    engine.create("borne_set", borne_set_sql(rules))
    load_missed(engine, rules, model)
    engine.create("agreement_mass", agreement_mass_sql())
    found = [month_m(engine, state, trained) for state in STATES]
    engine.load("month_m", COLUMNS, [row for one in found for row in rows_of(one, trained)])
    engine.create("adapted_score", adapted_score_sql(found, trained))
    engine.create(
        "adapted_coverage", moved_coverage_sql((one.number_state, one.shares, trained) for one in found)
    )
    engine.create("person_score", "select * from adapted_score")
    engine.create("pool_coverage", "select * from adapted_coverage")
    for table in ("borne_set", "missed_share", "agreement_mass", "adapted_score", "adapted_coverage"):
        engine.drop(table)


def model_of_month(engine: Engine, rules: RankP, model: Model) -> Model:
    """month_m -> the model as the month's events without a number have it: for the hold-out, which has none either."""
    shares = {
        str(field): as_number(share)
        for field, share in engine.rows(
            f"select field, share from month_m where number_state = '{NUMBER_MISSING}'"
        )
    }
    return adapted_model(model, shares, rules)


def rows_of(found: MonthM, trained: Shares) -> Iterator[tuple[object, ...]]:
    """The rows of month_m for one state of the number."""
    for field in FIELDS:
        share, before = found.shares[field], trained[field]
        bits = (round(moved_bits(share, before, how), 9) for how in (EXACT, INEXACT))
        yield found.number_state, field, found.identities, before, share, *bits


def adapted_score_sql(found: Sequence[MonthM], trained: Shares) -> str:
    """person_score with the weights of the month: each field's moved by its state of the number and its agreement."""
    moved = {field: moved_sql(field, found, trained) for field in FIELDS}
    changed = {f"{field}_weight" for field in FIELDS}
    weights = ", ".join(
        f"score.{name} + moved.{name} as {name}" if name in changed else f"score.{name}" for name in WEIGHTS
    )
    whole = " + ".join(f"moved.{field}_weight" for field in FIELDS)
    return f"""
        select score.identity_key, score.person_id, score.birth_date_level, score.sex_level, score.postcode_level,
            score.nhs_number_level, {weights},
            score.weight_without_evidence + {whole} as weight_without_evidence,
            score.match_weight + {whole} as match_weight
        from person_score as score
        join (
            select score.identity_key, score.person_id,
                {", ".join(f"{case} as {field}_weight" for field, case in moved.items())}
            from person_score as score
            join pool_identity as pool on pool.identity_key = score.identity_key
        ) as moved on moved.identity_key = score.identity_key and moved.person_id = score.person_id"""


def moved_sql(field: str, found: Sequence[MonthM], trained: Shares) -> str:
    """Bits that the month adds to the weight of a field."""
    level = f"score.{field}_level"
    cases = " ".join(
        f"when pool.number_state = '{one.number_state}' and {level} {'in' if how == EXACT else 'not in'} {SAME_VALUE}"
        f" then cast({moved_bits(one.shares[field], trained[field], how)!r} as double)"
        for one in found
        for how in (EXACT, INEXACT)
    )
    silent = f"when {level} in {SILENT_LEVELS} then cast(0 as double)"
    return f"case {silent} {cases} else cast(0 as double) end"


def adapted_model(model: Model, shares: Shares, rules: RankP) -> Model:
    """The model with other shares not exact and the coverage that follows; not signed, for it is of one month."""
    return model.model_copy(
        update={
            "comparisons": {
                name: with_shares(levels, shares[name]) if name in shares else levels
                for name, levels in model.comparisons.items()
            },
            "block_coverage": tuple(
                moved_coverage(one, model, shares, rules) for one in model.block_coverage
            ),
        }
    )


def moved_coverage(one: BlockCoverage, model: Model, shares: Shares, rules: RankP) -> BlockCoverage:
    """The coverage of one set of blocks: each agreement that is missed grows by its factor."""
    blocks = [block for block in demographic_blocks(rules).values() if block_name(block) in one.blocks]
    moved = factors(shares, trained_shares(model))
    missed = missed_shares(model, blocks, fields_of(blocks))
    whole, left = sum(missed.values()), 1 - one.share
    explained = min(left / whole, 1.0) if whole else 0.0
    grown = explained * sum(share * (moved[how] - 1) for how, share in missed.items())
    return one.model_copy(update={"share": rounded(min(max(one.share - grown, LOWEST), 1.0))})
