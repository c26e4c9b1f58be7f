"""
The model's weight of a deterministic link, so that rank 8 and rank 2 can be compared on one scale.

Looked up by the pattern of agreement that reached the rank, not scored again: partial stands for every level of
partial agreement together, and a postcode that differs for every level but exact.
"""

from math import log2

from linkage.probabilistic.levels import Comparison, comparisons
from linkage.probabilistic.model import Model
from linkage.probabilistic.pattern import pattern_join_sql

FIELDS = ("birth_date", "postcode", "sex")


def agreement_weights(model: Model, comparison: Comparison) -> dict[str, float]:
    """
    Bits of evidence for each agreement that a rank can find in one field.

    Ranks know no partial postcode: what is not exact is a conflict to them.
    """
    levels = {level.name: level.agreement for level in comparison.levels}
    if comparison.name == "postcode":
        levels = {name: "exact" if found == "exact" else "conflict" for name, found in levels.items()}
    weights = {"missing": 0.0}
    for agreement in sorted(set(levels.values())):
        of = [p for p in model.comparisons[comparison.name] if levels[p.level] == agreement]
        weights[agreement] = log2(sum(p.m for p in of) / sum(p.u for p in of))
    return weights


def rank_weight_sql(model: Model, people: int, last_day: str) -> str:
    """
    One row per event identity that a rank settled on one person, with the match weight of that link in bits.

    Where birth date and postcode are both exact, coincidence is priced jointly, as in rank P. Reads rank_decision,
    candidate, event_identity, postcode_people and coincidence.
    """
    cases = {}
    for comparison in comparisons():
        whens = " ".join(
            f"when '{agreement}' then cast({weight!r} as double)"
            for agreement, weight in sorted(agreement_weights(model, comparison).items())
        )
        cases[comparison.name] = f"case found.{comparison.name}_agreement {whens} end"
    separate = " + ".join(cases[field] for field in FIELDS)
    return f"""
        with stated as (
            select found.identity_key, found.person_id,
                case when found.birth_date_agreement = 'exact' and found.postcode_agreement = 'exact'
                    then coalesce(pattern.weight, {separate}) else {separate} end as demographic_weight
            from rank_decision as decided
            join candidate as found
              on found.identity_key = decided.identity_key and found.person_id = decided.person_id
            join event_identity as event on event.identity_key = decided.identity_key
            {pattern_join_sql(last_day, *(f"found.{field}_agreement" for field in ("birth_date", "postcode", "sex")))}
            where decided.people = 1
        )
        select identity_key, person_id,
            demographic_weight + log2(cast({model.right_number_share!r} as double) * {people}) as match_weight
        from stated"""
