"""
Patterns: how a pair agrees in every field, and what kind of event it is, as one number.

There are a few hundred patterns among millions of pairs. So the weights of each are worked out once, here, and every
pair finds its own by the number.
"""

from collections.abc import Iterable, Iterator

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import NONE_HELD, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING, level_of, pair_code_sql
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.crowd import NAMES as CROWDS
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.steps.probabilistic.scoring.pattern import AGES, PatternWeight

KINDS = ((None, None), *((age, crowd) for age in AGES for crowd in CROWDS))
"""Age band and class of postcode, by the number of the kind; 0 where no age is known."""
COLUMNS = {
    "pattern_no": "integer",
    **{f"{one.name}_level": "text" for one in comparisons()},
    **{f"{one.name}_weight": "double" for one in comparisons()},
    "pattern_weight": "double",
}


def event_kind_sql(events: str, last_day: str) -> str:
    """`events`, postcode_people -> one row per identity: the number of its kind; `last_day` as for age bands."""
    band, crowd = (
        " ".join(f"when '{name}' then {place}" for place, name in enumerate(names))
        for names in (AGES, CROWDS)
    )
    number = f"1 + case age_band {band} end * {len(CROWDS)} + case crowd {crowd} end"
    return f"""
        select identity_key, coalesce({number}, 0) as kind
        from (
            select event.identity_key, {age_band_sql("event.birth_date", last_day)} as age_band,
                {crowd_sql("around")} as crowd
            from {events} as event
            left join postcode_people as around on around.postcode = event.postcode
        ) as described"""


def pair_pattern_sql(days: DefaultDays = NO_DAYS) -> str:
    """compared_pair, event_part, compared_identity, event_kind -> one row per pair, and the number of its pattern."""
    number = "kind.kind"
    for one in comparisons():
        number = f"({number}) * {len(one.levels) + 1} + coded.{one.name}_code"
    return f"""
        select coded.identity_key, coded.person_no, {number} as pattern_no
        from ({pair_code_sql(days=days)}
        ) as coded
        join event_kind as kind on kind.identity_key = coded.identity_key"""


def load_pair_patterns(engine: Engine, model: Model, priced: Iterable[PatternWeight]) -> None:
    """pair_pattern -> pattern_level: one row per pattern that occurs, with the level and the bits of each field."""
    numbers = [
        as_whole(row[0]) for row in engine.rows("select distinct pattern_no from pair_pattern order by 1")
    ]
    engine.load("pattern_level", COLUMNS, list(pattern_levels(model, priced, numbers)))


def pattern_levels(
    model: Model, priced: Iterable[PatternWeight], numbers: Iterable[int]
) -> Iterator[tuple[object, ...]]:
    """
    The rows of pattern_level.

    pattern_weight is what a pattern that is priced jointly weighs beside the sum of its fields, and 0 for any other.
    """
    bits = {(name, one.level): one.weight for name, levels in model.comparisons.items() for one in levels}
    joint: dict[tuple[str | None, ...], float] = {
        (birth_date, postcode, sex, age, crowd): weight
        for birth_date, postcode, sex, age, crowd, _, weight in priced
    }
    for number in numbers:
        levels, (age, crowd) = read_number(number)
        weights = [bits.get(place, 0.0) for place in levels.items()]
        birth_date, postcode, sex = levels.values()
        whole = joint.get((birth_date, postcode, MISSING if sex == NONE_HELD else sex, age, crowd))
        apart = 0.0
        for weight in weights:
            apart += weight
        yield (number, *levels.values(), *weights, 0.0 if whole is None else whole - apart)


def read_number(number: int) -> tuple[dict[str, str], tuple[str | None, str | None]]:
    """The levels by comparison, and the kind of event, of a pattern's number."""
    left, levels = number, {}
    for one in reversed(comparisons()):
        left, code = divmod(left, len(one.levels) + 1)
        levels[one.name] = level_of(one, code)
    return dict(reversed(levels.items())), KINDS[left]
