"""Changes to rank P from outside: each takes back one part of the model while an experiment lasts."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from benchmarks.research.experiments.experiment import replaced
from linkage.config.rules import Rules
from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.levels import Comparison, Level
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.scoring import pattern

Weights = Iterator[tuple[str, str, str, str, str, float, float]]

BLOCKS_BEFORE = (
    ("nhs_number",),
    ("birth_date", "postcode"),
    ("postcode", "sex"),
    ("birth_date", "sex", "district"),
)
"""Whole birth dates alone, as the rules had them before parts of a date were block fields."""

ONE_PHI = """
    select pool.identity_key, pool.number_state, concat(pool.number_state, ' any setting') as stratum, pool.events
    from pool_identity as pool"""

pattern_weights = pattern.pattern_weights


def lumped_parts(one: Comparison) -> Comparison:
    """Day, month and year as one level each of slip, switched digits and difference; two slips are one part equal."""
    kinds = {level.parent for level in one.levels if level.parent}
    levels: list[Level] = []
    for level in one.levels:
        if level.name == "two_slips":
            continue
        if level.parent not in kinds:
            levels.append(level)
        elif level.parent not in {known.name for known in levels}:
            alike = [other for other in one.levels if other.parent == level.parent]
            spoken = " or ".join(f"({other.condition})" for other in alike)
            levels.append(
                replace(
                    level, name=level.parent, meaning=f"{', '.join(PARTS)} alike", condition=f"({spoken})"
                )
            )
    return replace(one, levels=tuple(levels))


def plain_edits(one: Comparison) -> Comparison:
    """Near at one edit; two neighbours switched are two."""
    near = "levenshtein(held, own) <= 1"
    return replace(
        one,
        levels=tuple(
            replace(level, condition=near) if level.name == "near" else level for level in one.levels
        ),
    )


def full_agreement_alone() -> AbstractContextManager[None]:
    """Coincidence is priced where birth date and postcode are both exact; elsewhere chances are multiplied."""

    def priced(model: Model) -> Weights:
        return (row for row in pattern_weights(model) if row[:2] == ("exact", "exact"))

    return replaced(pattern_weights=priced)


def no_price() -> AbstractContextManager[None]:
    """Strangers agree on everything as often as the product of their chances says."""

    def priced(_: Model) -> Weights:
        return iter(())

    return replaced(pattern_weights=priced)


def nothing_copied() -> AbstractContextManager[None]:
    """No record bears the data of somebody at the same address."""

    def weightless(*_: object) -> str:
        return "cast(0 as double)"

    def whole(*_: object) -> str:
        return "cast(1 as double)"

    return replaced(copied_weight_sql=weightless, own_data_sql=whole, kept_sql=whole, copied_data_sql=whole)


def one_phi() -> AbstractContextManager[None]:
    """phi of the whole pool by the number's state, whatever the source setting."""
    return replaced(pool_stratum_sql=lambda: ONE_PHI)


def ranks_decide_alone(rules: Rules) -> Rules:
    """The ranks by number link whoever else agrees on birth date, sex and postcode."""
    guards = {"other_person_agrees", "birth_date_conflict"}
    return rules.model_copy(
        update={
            "rank": tuple(
                rank.model_copy(
                    update={"unless": tuple(guard for guard in rank.unless if guard not in guards)}
                )
                for rank in rules.rank
            )
        }
    )
