"""Scored people: the model's weights for every blocked pair, with coincidence priced jointly and the number added."""

from math import log2

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import block
from linkage.probabilistic.evidence import weigh
from linkage.probabilistic.evidence.near_number import with_near_pairs_sql
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import Model, NumberMixture
from linkage.probabilistic.pair_level import pair_code_sql, scored_pair_sql
from linkage.probabilistic.pattern import load_patterns, pattern_join_sql
from linkage.probabilistic.pool import NUMBER_ALONE


def score_pool(
    engine: Engine,
    rules: RankP,
    model: Model,
    people: int,
    last_day: str,
    *,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
) -> None:
    """
    pool_identity, identity -> person_score, event_block, block_size.

    `people` is N, everybody in the index; `last_day` (YYYY-MM-DD) the end of the month, for ages; `switches` say
    which further evidence counts; `pool_table` names another table of the same columns to score in place of the pool.
    """
    engine.create("block_size", block.block_size_sql(rules, pool_table))
    engine.create("event_block", block.event_block_sql(rules, pool_table))
    blocked = block.blocked_pair_sql(rules)
    if weigh.make_near_pairs(engine, switches, pool_table):
        blocked = with_near_pairs_sql(blocked, len(rules.blocks) + 1)
    engine.create("blocked_pair", blocked)
    engine.create("pair_code", pair_code_sql(pool_table))
    engine.load(
        "level_weight",
        {"field": "text", "level": "text", "weight": "double"},
        [(name, one.level, one.weight) for name, levels in model.comparisons.items() for one in levels],
    )
    engine.create("scored_pair", scored_pair_sql(pool_table))
    for table in ("pair_code", "level_weight"):
        engine.drop(table)
    weigh.weigh(engine, model.evidence, switches, pool_table)
    load_patterns(engine, model)
    without_number = engine.scalar(
        "select avg(case when nhs_numbers = 0 then cast(1 as double) else 0 end) from person"
    )
    without = float(str(without_number or 0))
    engine.create("person_score", person_score_sql(model, people, without, last_day, switches, pool_table))
    for table in (*weigh.WEIGHTS, "broken_number"):
        engine.drop(table)


PLAIN_WEIGHTS = (
    "birth_date_weight",
    "postcode_weight",
    "sex_weight",
    "coincidence_weight",
    "nhs_number_weight",
)
"""Columns of person_score whose sum is the weight without further evidence, all in bits."""

WEIGHTS = (*PLAIN_WEIGHTS, *weigh.WEIGHTS)
"""Columns of person_score whose sum is the match weight, all in bits."""


def person_score_sql(
    model: Model,
    people: int,
    without_number: float,
    last_day: str,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
) -> str:
    """
    One row per pool identity and blocked person, with the evidence in bits.

    Birth date and postcode agreeing by chance is not independent (twins, halls, care homes): a pattern that could
    be a link weighs what its strangers leave it (see `pattern`), and the coincidence weight is what that differs by
    from the sum of the fields.
    """
    weights = {comparison.name: f"scored.mw_{comparison.name}" for comparison in comparisons()}
    return f"""
        with stated as (
            select scored.identity_key, scored.person_id, event.number_state,
                scored.birth_date_level, scored.sex_level, scored.postcode_level,
                case when event.nhs_number is null or person.nhs_numbers = 0 then 'missing'
                    when own.nhs_number is not null then 'exact' else 'conflict' end as nhs_number_level,
                {", ".join(f"{weight} as {name}_weight" for name, weight in weights.items())},
                coalesce(pattern.weight - ({" + ".join(weights.values())}), cast(0 as double)) as pattern_weight,
                greatest(coalesce(around.people, 0) - 1, 1) as neighbours
            from scored_pair as scored
            join {pool_table} as event on event.identity_key = scored.identity_key
            join person on person.person_id = scored.person_id
            left join person_number as own
              on own.person_id = scored.person_id and own.nhs_number = event.nhs_number
            {pattern_join_sql(last_day, "scored.birth_date_level", "scored.postcode_level", "scored.sex_level")}
        ),
        met as (
            select *, {" + ".join(f"{name}_weight" for name in weights)} + pattern_weight as fields_weight,
                max(case when nhs_number_level = 'exact' and postcode_level = 'exact' then 1 else 0 end)
                    over (partition by identity_key) = 1 as holder_lives_there
            from stated
        ),
        beside as (
            select *, max(case when birth_date_level = 'exact' and postcode_level = 'exact' and sex_level = 'exact'
                    then fields_weight end) over (partition by identity_key) as whole_weight
            from met
        ),
        numbered as (
            select *, pattern_weight + {copied_weight_sql(model.number.copied)} as coincidence_weight,
                {number_weight_sql(model.number, people, without_number)} as nhs_number_weight
            from beside
        ),
        weighed as ({weigh.weighed_sql("select * from numbered", switches)}
        )
        select identity_key, person_id, birth_date_level, sex_level, postcode_level, nhs_number_level,
            {", ".join(WEIGHTS)}, {" + ".join(PLAIN_WEIGHTS)} as weight_without_evidence,
            {" + ".join(WEIGHTS)} as match_weight
        from weighed"""


def number_weight_sql(number: NumberMixture, people: int, without_number: float) -> str:
    """
    Bits of evidence in the NHS number.

    A number of the index on an event of somebody who is not its holder, in the index or not, is a mistake: a
    stranger's, or, where the holder has the event's postcode, a relative's. So it speaks for its holder (see
    equal_number_sql), and against whoever lives elsewhere when the holder lives there. A number that nobody in the
    index holds speaks for those who are there without a number: they may well bear it. All weights are relative to
    nobody in the index, so that phi alone tells how many of these events have their person in it.
    """
    wrong = max(1 - number.right, 1e-6)
    stranger = max(number.stranger, 1e-6)
    unknown = without_number + (1 - without_number) * wrong
    equal = equal_number_sql(number, people, f"number_state = '{NUMBER_ALONE}'", "postcode_level = 'exact'")
    return f"""case
                when nhs_number_level = 'exact' then {equal}
                when nhs_number_level = 'conflict' and number_state = 'number_not_in_index'
                    then log2(cast({wrong / unknown!r} as double))
                when number_state = 'number_not_in_index' then log2(cast({1 / unknown!r} as double))
                when holder_lives_there and postcode_level <> 'exact'
                    then log2(cast({stranger!r} as double) / {mistaken_sql(number, people)})
                else cast(0 as double) end"""


def equal_number_sql(number: NumberMixture, people: int, is_alone: str, lives_there: str) -> str:
    """
    Bits in a number that is the person's own, r being the share that is right and s that of strangers'.

    log2(r N / s): one number in N is theirs, and on an event of somebody else it is a stranger's. Where the person
    has the event's postcode it may be a relative's as well, one of the few who live there. An event that bears nothing
    else has log2(r N): phi is then of all such events, and not of mistaken numbers.
    """
    right, stranger = number.right, max(number.stranger, 1e-6)
    return f"""case when {is_alone} then cast({log2(right * people)!r} as double)
                    when {lives_there}
                    then log2(cast({right * people!r} as double) / {mistaken_sql(number, people)})
                    else cast({log2(right * people / stranger)!r} as double) end"""


def mistaken_sql(number: NumberMixture, people: int) -> str:
    """N times the chance that an event of somebody else bears the number of one who lives at its postcode."""
    stranger = max(number.stranger, 1e-6)
    return f"(cast({stranger!r} as double) + cast({number.relative * people!r} as double) / neighbours)"


def copied_weight_sql(copied: float) -> str:
    """Bits that the holder of the number gains because the record may bear the data of somebody at the same address."""
    return f"""case when nhs_number_level = 'exact' and postcode_level = 'exact' and whole_weight > fields_weight
                    then log2(1 + cast({copied!r} as double) / neighbours
                        * power(cast(2 as double), whole_weight - fields_weight))
                    else cast(0 as double) end"""
