"""
What m moves for each event of the pool: its Bayes factors by how the three fields agree, those missed included.

One row an event holds all that the likelihood of phi and of the shares not exact needs of it:

    (1 - phi) + phi * sum over agreements of (mass * factor of the agreement)

The mass of the people compared is the sum of their Bayes factors over N. That of the people whom no block compares is
1 - c, spread over the agreements of which they are missed. People with a birth date of UNLIKE levels count as missed
too: their mass is the share of true pairs that are like that, and not their Bayes factors.
"""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD, SAME_VALUE
from linkage.steps.probabilistic.levels.not_exact import (
    AGREEMENTS,
    EXACT,
    INEXACT,
    SILENT,
    Agreement,
)
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.missed import UNLIKE, missed_shares, unlike_shares
from linkage.steps.probabilistic.posterior.posterior import factor_sql
from linkage.steps.probabilistic.scoring.block import demographic_blocks
from linkage.steps.probabilistic.scoring.part_agreement import AGREEMENTS as AGREEMENTS_OF_PARTS

STATES = ("number_missing", "number_not_in_index")
"""
States of the number whose m is adapted.

Events whose number the index holds are in the pool *because* they disagree with its holder: their errors are chosen,
and phi takes that up.
"""


SILENT_LEVELS = f"({', '.join(repr(level) for level in (MISSING, NONE_HELD, *AGREEMENTS_OF_PARTS))})"
"""Levels at which no whole value is compared with another: they say nothing of the share not exact."""


def column(agreement: Agreement) -> str:
    """The column of an agreement's mass, such as mass_010."""
    return "mass_" + "".join(map(str, agreement))


def agreement_sql(row: str) -> str:
    """The agreement of a row of person_score, as the name of its column."""
    digits = ", ".join(
        f"case when {row}.{field}_level in {SAME_VALUE} then '{EXACT}'"
        f" when {row}.{field}_level in {SILENT_LEVELS} then '{SILENT}' else '{INEXACT}' end"
        for field in FIELDS
    )
    return f"concat('mass_', {digits})"


def borne_set_sql(rules: RankP, coverage: str, pool_table: str = "pool_identity") -> str:
    """`pool_table`, event_block, the table `coverage` -> one row per identity of STATES that can be compared."""
    places = ", ".join(str(place) for place in demographic_blocks(rules)) or "0"
    fields = ", ".join(f"pool.{field} is not null as bears_{field}" for field in FIELDS)
    states = ", ".join(f"'{state}'" for state in STATES)
    return f"""
        select pool.identity_key, pool.number_state, {fields}, coverage.coverage,
            coalesce(borne.blocks, 0) as blocks
        from {pool_table} as pool
        join {coverage} as coverage on coverage.identity_key = pool.identity_key
        left join (
            select identity_key, cast(sum(power(2, block)) as bigint) as blocks
            from event_block
            where block in ({places}) and not is_left_out
            group by identity_key
        ) as borne on borne.identity_key = pool.identity_key
        where pool.number_state in ({states})"""


def load_missed(engine: Engine, rules: RankP, model: Model) -> None:
    """borne_set -> missed_share: one row per set of fields and blocks and agreement, with its share of the missed."""
    fields = ", ".join(f"bears_{field}" for field in FIELDS)
    blocks = demographic_blocks(rules)
    rows: list[tuple[object, ...]] = []
    for *bears, borne in engine.rows(f"select distinct {fields}, blocks from borne_set order by 1, 2, 3, 4"):
        shared = [block for place, block in blocks.items() if as_whole(borne) >> place & 1]
        held = [field for field, is_there in zip(FIELDS, bears, strict=True) if is_there]
        missed, unlike = missed_shares(model, shared, held), unlike_shares(model, shared, held)
        whole = sum(missed.values())
        rows.extend((*bears, borne, column(how), missed[how], whole, unlike[how]) for how in AGREEMENTS)
    types = {f"bears_{field}": "boolean" for field in FIELDS}
    engine.load(
        "missed_share",
        types
        | {
            "blocks": "integer",
            "agreement": "text",
            "share": "double",
            "whole": "double",
            "unlike": "double",
        },
        rows,
    )


def same_set_sql(one: str, other: str) -> str:
    """Whether two rows are of the same fields and blocks."""
    return " and ".join(
        f"{one}.{name} = {other}.{name}" for name in (*(f"bears_{f}" for f in FIELDS), "blocks")
    )


def agreement_mass_sql() -> str:
    """borne_set, missed_share, person_score -> one row per identity of borne_set: the mass of every agreement."""
    unlike = ", ".join(f"'{level}'" for level in sorted(UNLIKE))
    listed = ", ".join(
        f"sum(case when agreement = '{column(how)}' then mass else cast(0 as double) end) as {column(how)}"
        for how in AGREEMENTS
    )
    return f"""
        select identity_key, number_state, {listed}
        from (
            select borne.identity_key, borne.number_state, score.agreement, score.mass
            from borne_set as borne
            join (
                select identity_key, agreement,
                    cast(sum({factor_sql("match_weight")}) as double) as mass
                from (select *, {agreement_sql("person_score")} as agreement from person_score
                    where birth_date_level not in ({unlike})) as named
                group by identity_key, agreement
            ) as score on score.identity_key = borne.identity_key
            union all
            select borne.identity_key, borne.number_state, missed.agreement,
                {missed_sql()} + missed.unlike as mass
            from borne_set as borne
            join missed_share as missed on {same_set_sql("borne", "missed")}
        ) as masses
        group by identity_key, number_state"""


def missed_sql() -> str:
    """The mass of one agreement of those missed: as errors explain it, the rest where nothing moves."""
    missed, unmoved = "(1 - borne.coverage)", column((SILENT, SILENT, SILENT))
    return f"""case when missed.whole > {missed} then missed.share * {missed} / missed.whole
                    when missed.agreement = '{unmoved}' then missed.share + {missed} - missed.whole
                    else missed.share end"""


def moved_coverage_sql(coverage: str) -> str:
    """`coverage`, borne_set, missed_share, month_factor -> that of the month: each agreement missed has its factor."""
    grown = f"{missed_sql()} * factor.factor"
    return f"""
        select coverage.identity_key, coalesce(moved.coverage, coverage.coverage) as coverage
        from {coverage} as coverage
        left join (
            select borne.identity_key,
                greatest(1 - cast(sum(cast({grown} as decimal(38, 15))) as double), cast(0 as double)) as coverage
            from borne_set as borne
            join missed_share as missed on {same_set_sql("borne", "missed")}
            join month_factor as factor
              on factor.number_state = borne.number_state and factor.agreement = missed.agreement
            group by borne.identity_key
        ) as moved on moved.identity_key = coverage.identity_key"""
