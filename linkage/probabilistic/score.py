"""Scored people: the model's weights for every blocked pair, with coincidence priced jointly and the number added."""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import blocking, part_date
from linkage.probabilistic.default_day import of_sides
from linkage.probabilistic.evidence import weigh
from linkage.probabilistic.evidence.near_number import with_near_pairs_sql
from linkage.probabilistic.model import Model
from linkage.probabilistic.numbered_pair import numbered_pair_sql
from linkage.probabilistic.pair_pattern import event_kind_sql, load_pair_patterns, pair_pattern_sql
from linkage.probabilistic.pattern import pattern_weights


def score_pool(
    engine: Engine,
    rules: RankP,
    model: Model,
    last_day: str,
    *,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
) -> None:
    """
    pool_identity, identity, compared_identity, index_size -> person_score and event_block.

    `last_day` (YYYY-MM-DD) the end of the month, for ages; `switches` say
    which further evidence counts; `pool_table` names another table of the same columns to score in place of the pool.
    """
    if not engine.scalar(f"select count(*) from {pool_table}"):
        engine.load("event_block", blocking.EVENT_BLOCK, [])
        engine.load("person_score", SCORE, [])
        engine.create("part_identity", part_date.part_identity_sql(pool_table))
        return
    switches = weigh.usable(model.evidence, switches)
    compare_pool(engine, rules, model, last_day, switches=switches, pool_table=pool_table)
    engine.create("person_score", person_score_sql(switches))
    drop_compared(engine)


def compare_pool(
    engine: Engine,
    rules: RankP,
    model: Model,
    last_day: str,
    *,
    switches: EvidenceTable = weigh.OFF,
    pool_table: str = "pool_identity",
) -> None:
    """The tables that person_score_sql reads, event_block, and near_miss where near numbers weigh; see score_pool."""
    blocking.make_blocks(engine, rules, pool_table)
    compared = blocking.compared_pair_sql()
    if weigh.make_near_pairs(engine, switches, pool_table):
        compared = with_near_pairs_sql(compared)
    part_date.make_part_pairs(engine, pool_table)
    engine.create("compared_pair", part_date.with_part_pairs_sql(compared))
    engine.create("part_agreement", part_date.part_agreement_sql(model))
    engine.create("event_kind", event_kind_sql(pool_table, last_day))
    engine.create("pair_pattern", pair_pattern_sql(of_sides(model.default_days)))
    load_pair_patterns(engine, model, pattern_weights(model))
    if weigh.needs_pairs(switches):
        engine.create("scored_pair", scored_pair_sql())
    weigh.weigh(engine, model.evidence, switches, pool_table)
    engine.create("numbered_pair", numbered_pair_sql(model, pool_table))


def drop_compared(engine: Engine) -> None:
    """Drop what compare_pool made for person_score alone."""
    for table in (*weigh.WEIGHTS, *PASSING):
        engine.drop(table)


PASSING = (
    *("event_part", "block_member", "compared_pair", "event_kind", "pair_pattern", "pattern_level"),
    *("scored_pair", "numbered_pair", "broken_number", "part_pair", "part_agreement"),
)
"""Tables that nobody reads once people are scored."""

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
    | {f"{name}_level": "text" for name in ("birth_date", "sex", "postcode", "nhs_number")}
    | dict.fromkeys((*WEIGHTS, "weight_without_evidence", "match_weight"), "double")
)
"""Columns of person_score."""


def scored_pair_sql() -> str:
    """pair_pattern, pattern_level, compared_identity -> the pairs with the person's key, as further evidence reads."""
    return """
        select pair.identity_key, named.person_id, pattern.postcode_level
        from pair_pattern as pair
        join pattern_level as pattern on pattern.pattern_no = pair.pattern_no
        join compared_identity as named on named.person_no = pair.person_no and named.nth = 1"""


def person_score_sql(switches: EvidenceTable = weigh.OFF) -> str:
    """
    pair_pattern, pattern_level, numbered_pair -> one row per pool identity and person, with the evidence in bits.

    Birth date and postcode agreeing by chance is not independent (twins, halls, care homes): a pattern that could
    be a link weighs what its strangers leave it (see `pattern`), and the coincidence weight is what that differs by
    from the sum of the fields.
    """
    stated = """
            select pair.identity_key, named.person_id,
                coalesce(part.birth_date_level, pattern.birth_date_level) as birth_date_level,
                pattern.sex_level, pattern.postcode_level,
                coalesce(number.nhs_number_level, 'missing') as nhs_number_level,
                coalesce(part.birth_date_weight, pattern.birth_date_weight) as birth_date_weight,
                pattern.postcode_weight, pattern.sex_weight,
                pattern.pattern_weight + coalesce(number.copied_weight, cast(0 as double)) as coincidence_weight,
                coalesce(number.nhs_number_weight, cast(0 as double)) as nhs_number_weight
            from pair_pattern as pair
            join pattern_level as pattern on pattern.pattern_no = pair.pattern_no
            join compared_identity as named on named.person_no = pair.person_no and named.nth = 1
            left join numbered_pair as number
              on number.identity_key = pair.identity_key and number.person_no = pair.person_no
            left join part_agreement as part
              on part.identity_key = pair.identity_key and part.person_no = pair.person_no"""
    return f"""
        with weighed as ({weigh.weighed_sql(stated, switches)}
        )
        select {", ".join(list(SCORE)[:-2])}, {" + ".join(PLAIN_WEIGHTS)} as weight_without_evidence,
            {" + ".join(WEIGHTS)} as match_weight
        from weighed"""
