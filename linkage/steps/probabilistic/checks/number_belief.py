"""
How sure it is that an equal NHS number is the event's own, by the pattern of agreement that it comes with.

The mixture of `number_mixture`, asked of one pair: a pair in full agreement is right for certain, one in which all
disagrees is almost surely somebody else's number. In between, postcode alone equal, a relative's number and a record
copied from somebody at the address look the same: the first reading splits them as the mixture does, the second
takes all of them for wrong numbers.
"""

from collections.abc import Iterator
from itertools import product

from linkage.engine.base import Engine
from linkage.steps.probabilistic.levels.levels import FIELDS, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING, level_sql
from linkage.steps.probabilistic.model.model import Model, m_by_level, u_by_level
from linkage.steps.probabilistic.training.number_mixture import of_classes, shares_of

COLUMNS = {
    **{f"{field}_level": "text" for field in FIELDS},
    "right_share": "double",
    "surely_right_share": "double",
}


def load_number_beliefs(engine: Engine, model: Model) -> None:
    """A model -> number_belief: one row per pattern of levels."""
    engine.load("number_belief", COLUMNS, list(number_beliefs(model)))


def number_beliefs(model: Model) -> Iterator[tuple[str, str, str, float, float]]:
    """Levels of birth date, postcode and sex; the chance that the number is right, and that it is beyond doubt."""
    m, u = m_by_level(model.comparisons), u_by_level(model.comparisons)
    number = model.number
    neighbour = number.relative + number.copied
    copied_share = number.copied / neighbour if neighbour else 0.0
    shares = shares_of(number, m)
    for pattern in product(*((*m[field], MISSING) for field in FIELDS)):
        birth_date, postcode, sex = pattern
        right, _, at_the_address = of_classes((birth_date, postcode, sex), m, u, shares)
        yield birth_date, postcode, sex, right + at_the_address * copied_share, right


def hidden_belief_sql() -> str:
    """pair_code of event identities with their proved person, number_belief -> one row per identity: both chances."""
    same = " and ".join(
        f"belief.{one.name}_level = {level_sql(one, f'pair.{one.name}_code')}" for one in comparisons()
    )
    return f"""
        select pair.identity_key, belief.right_share, belief.surely_right_share
        from pair_code as pair
        join number_belief as belief on {same}"""
