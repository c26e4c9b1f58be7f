"""
How the people compared with a checked event weigh, and what is decided by: no levels or keys, of which nobody asks.

    judged_pair    a query: one row per pair, its match weight, whether it may be linked, agrees, or agrees in full
    weighed        one row per event and weight: how many people have it, what any of them is, the sum of their factors
"""

from linkage.config.job import EvidenceTable
from linkage.steps.probabilistic.evidence import weigh
from linkage.steps.probabilistic.posterior.copied import IN_FULL
from linkage.steps.probabilistic.posterior.posterior import AGREES, NOT_COMPARED, factor_sql
from linkage.steps.probabilistic.scoring.score import WEIGHED, WEIGHTS, patterned_sql

MAY_LINK = f"score.birth_date_level not in ({NOT_COMPARED})"
JUDGED = f"{MAY_LINK} as may_link, {AGREES} as agrees, {IN_FULL} as in_full"
"""Of a row `score` with the levels of the three fields."""


def judged_pair_sql(switches: EvidenceTable) -> str:
    """
    pair_pattern, pattern_level, part_agreement and what evidence weighs -> judged_pair, by person_no.

    A pattern is judged once, and not each of its pairs. Whoever was compared by parts of a date may be linked as well;
    their pattern says that no whole date was compared, so that they never agree.
    """
    patterns = f"(select score.*, {JUDGED} from pattern_level as score)"
    stated = f"""
            select pair.identity_key, pair.person_no,
                part.identity_key is not null or pattern.may_link as may_link, pattern.agrees, pattern.in_full,
                {WEIGHED}{patterned_sql("pair_pattern", patterns)}"""
    return f"""
            select identity_key, person_no, may_link, agrees, in_full, {" + ".join(WEIGHTS)} as match_weight
            from ({weigh.weighed_sql(stated, switches, "person_no")}
            ) as whole"""


def judged_score_sql(scores: str) -> str:
    """A table of the columns of person_score -> judged_pair, for scores that are made before they are judged."""
    return f"""
            select score.identity_key, named.person_no, {JUDGED}, score.match_weight
            from {scores} as score
            join person as named on named.person_id = score.person_id"""


def weighed_sql(judged: str, events: str, is_own: str = "false") -> str:
    """
    The query `judged` and the table `events` -> one row per event, weight, and whether it is that of its own person.

    `is_own` is said of a row `score` of the one and a row `event` of the other. Weights to a billionth of a bit.
    """
    return f"""
            select identity_key, is_own, weight, count(*) as people, bool_or(may_link) as may_link,
                bool_or(agrees) as agrees, bool_or(in_full) as in_full, sum(factor) as factor
            from (
                select score.identity_key, {is_own} as is_own, round(score.match_weight, 9) as weight,
                    score.may_link, score.agrees, score.in_full, {factor_sql("score.match_weight")} as factor
                from ({judged}
                ) as score
                join {events} as event on event.identity_key = score.identity_key
            ) as one
            group by identity_key, is_own, weight"""
