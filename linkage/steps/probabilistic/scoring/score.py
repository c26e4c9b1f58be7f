"""Scored people: the model's weights for every blocked pair, with coincidence priced jointly and the number added."""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, made
from linkage.steps.probabilistic.evidence import weigh
from linkage.steps.probabilistic.evidence.near_number import with_near_pairs_sql
from linkage.steps.probabilistic.levels.default_day import of_sides
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.posterior import context
from linkage.steps.probabilistic.scoring import blocking, part_agreement, part_date
from linkage.steps.probabilistic.scoring.numbered_pair import numbered_made
from linkage.steps.probabilistic.scoring.pair_pattern import (
    event_kind_sql,
    load_pair_patterns,
    pair_pattern_sql,
)
from linkage.steps.probabilistic.scoring.pattern import pattern_weights
from linkage.words.names import DEMOGRAPHICS


def scored_made(
    dialect: Dialect,
    rules: RankP,
    model: Model,
    last_day: str,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
) -> tuple[Item, ...]:
    """
    pool_identity, identity, compared_identity, index_size -> person_score and event_block.

    `last_day` (YYYY-MM-DD) is the end of the month, for ages; `switches` say which further evidence counts;
    `pool_table` names another table of the same columns to score in place of the pool.
    """
    switches = weigh.usable(model.evidence, switches)
    return (
        *compared_made(dialect, rules, model, last_day, switches, pool_table),
        made("person_score", person_score_sql, switches),
    )


def compared_made(
    dialect: Dialect,
    rules: RankP,
    model: Model,
    last_day: str,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
    *,
    in_context: bool = False,
) -> tuple[Item, ...]:
    """
    The tables that person_score_sql reads, event_block, and near_miss where near numbers weigh; see scored_made.

    `in_context`: blocks are left out, and near misses shared out, as when the month was published.
    """
    pairs = (made("scored_pair", scored_pair_sql),) if weigh.needs_pairs(switches) else ()
    return (
        *pairs_made(dialect, rules, switches, pool_table, in_context=in_context),
        *part_agreement.part_agreement_made(model),
        made("event_kind", event_kind_sql, pool_table, last_day),
        made("pair_pattern", pair_pattern_sql, of_sides(model.default_days)),
        Worked(
            lambda engine: load_pair_patterns(engine, model, pattern_weights(model)),
            "The levels and bits of every pattern that occurs, from the model: weight = log2(m N / others).",
            reads=("pair_pattern",),
            writes=("pattern_level",),
        ),
        *pairs,
        *weigh.weights_made(model.evidence, switches, pool_table, in_context=in_context),
        *numbered_made(rules, model, pool_table),
    )


def pairs_made(
    dialect: Dialect,
    rules: RankP,
    switches: EvidenceTable,
    pool_table: str = "pool_identity",
    *,
    in_context: bool = False,
) -> tuple[Item, ...]:
    """pool_identity, identity, compared_identity -> event_block and compared_pair; `switches` are those in use."""
    compared = blocking.shared_pair_sql()
    if switches.nhs_number_near:
        compared = with_near_pairs_sql(compared)
    return (
        *blocking.blocks_made(dialect, rules, pool_table),
        *((made("event_block", context.event_block_sql),) if in_context else ()),
        *weigh.near_pairs_made(switches, pool_table),
        *part_date.part_pairs_made(pool_table),
        made("compared_pair", part_date.with_part_pairs_sql, compared),
    )


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


SCORE = (
    {"identity_key": "integer", "person_id": "text"}
    | {f"{name}_level": "text" for name in (*DEMOGRAPHICS, "nhs_number")}
    | dict.fromkeys((*WEIGHTS, "weight_without_evidence", "match_weight"), "double")
)
"""Columns of person_score."""


def scored_pair_sql() -> str:
    """pair_pattern, pattern_level, person -> the pairs with the person's key, as further evidence reads."""
    return """
        select pair.identity_key, named.person_id, pattern.postcode_level
        from pair_pattern as pair
        join pattern_level as pattern on pattern.pattern_no = pair.pattern_no
        join person as named on named.person_no = pair.person_no"""


def pair_weight_sql(switches: EvidenceTable = weigh.OFF) -> str:
    """
    pair_pattern, pattern_level, numbered_pair, part_agreement -> one row per pair: its match weight, and no more.

    What is made of all pairs is made of these few numbers; levels and keys are looked up for those that are kept.
    """
    stated = f"""
            select pair.identity_key, pair.person_no, pair.pattern_no,
                coalesce(number.nhs_number_level = 'exact', false) as is_holder,
                {WEIGHED}{patterned_sql("pair_pattern")}"""
    return f"""
        with weighed as ({weigh.weighed_sql(stated, switches, "person_no")}
        )
        select identity_key, person_no, pattern_no, is_holder, {" + ".join(WEIGHTS)} as match_weight
        from weighed"""


WEIGHED = """pattern.birth_date_weight + coalesce(part.birth_date_weight, cast(0 as double)) as birth_date_weight,
                pattern.postcode_weight, pattern.sex_weight,
                pattern.pattern_weight + coalesce(number.copied_weight, cast(0 as double)) as coincidence_weight,
                coalesce(number.nhs_number_weight, cast(0 as double)) as nhs_number_weight"""
"""The weights of the fields, of coincidence and of the number, of a row of patterned_sql."""


NAMED_PAIR = """(
                select pair.identity_key, pair.person_no, named.person_id, pair.pattern_no
                from pair_pattern as pair
                join person as named on named.person_no = pair.person_no
            )"""
"""pair_pattern, person -> every pair with the person's key, in brackets."""


def patterned_sql(pairs: str, patterns: str = "pattern_level") -> str:
    """The rows of `pairs` with what their pattern, the event's number and the parts of dates say."""
    return f"""
            from {pairs} as pair
            join {patterns} as pattern on pattern.pattern_no = pair.pattern_no
            left join numbered_pair as number
              on number.identity_key = pair.identity_key and number.person_no = pair.person_no
            left join part_agreement as part
              on part.identity_key = pair.identity_key and part.person_no = pair.person_no"""


def person_score_sql(switches: EvidenceTable = weigh.OFF, pairs: str = NAMED_PAIR) -> str:
    """
    `pairs`, pattern_level, numbered_pair -> one row per pool identity and person, with the evidence in bits.

    `pairs` has rows of pair_pattern with the person's key.

    Birth date and postcode agreeing by chance is not independent (twins, halls, care homes): a pattern that could
    be a link weighs what its strangers leave it (see `pattern`), and the coincidence weight is what that differs by
    from the sum of the fields.
    """
    stated = f"""
            select pair.identity_key, pair.person_id,
                coalesce(part.birth_date_level, pattern.birth_date_level) as birth_date_level,
                pattern.sex_level, pattern.postcode_level,
                coalesce(number.nhs_number_level, 'missing') as nhs_number_level,
                {WEIGHED}{patterned_sql(pairs)}"""
    return f"""
        with weighed as ({weigh.weighed_sql(stated, switches)}
        )
        select {", ".join(list(SCORE)[:-2])}, {" + ".join(PLAIN_WEIGHTS)} as weight_without_evidence,
            {" + ".join(WEIGHTS)} as match_weight
        from weighed"""
