"""Pairs of an event and a person at each level of the birth date, counted over values and not over pairs."""

from collections import Counter

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.default_day import DefaultDays
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.levels.near_date import near_date_sql, stepped_date_sql

BIRTH_DATE = comparisons()[0]


def birth_date_pairs(engine: Engine, days: DefaultDays) -> dict[str, int]:
    """
    event_value, person_value -> how many pairs are at each level of the birth date but the weakest.

    Near levels are counted over pairs of values that share two parts or are out by one or two in two; agreement in
    one part alone is what remains of all that agree in any. Each kind of nearness is a statement of its own: in one,
    all their joins would hold memory at once, which no spilling gives back.
    """
    engine.create("event_stepped", stepped_date_sql())
    counted = Counter[str]()
    for compared in near_date_sql(days):
        by_code = f"select code, sum(pairs) as pairs from ({compared}) as compared group by code"
        for code, pairs in engine.rows(by_code):
            counted[BIRTH_DATE.compared[as_whole(code) - 1].name] += as_whole(pairs)
    engine.drop("event_stepped")
    some = sum(_agreeing(engine, part) for part in PARTS)
    some -= sum(_agreeing(engine, *(part for part in PARTS if part != left_out)) for left_out in PARTS)
    some += _agreeing(engine, *PARTS)
    found = {level: n for level, n in counted.items() if level not in ("default_other", "one_equal", "none")}
    on_default = sum(n for level, n in found.items() if level.startswith("default"))
    found["one_equal"] = max(some - (sum(found.values()) - on_default), 0)
    found["default_other"] = _with_default(engine) - on_default
    return found


def _agreeing(engine: Engine, *parts: str) -> int:
    """Pairs off the default days that agree on these parts of the birth date, whatever the others."""
    listed = ", ".join(parts)
    each = (
        f"(select {listed}, sum(n) as n from {side}_value where not is_default group by {listed})"
        for side in ("event", "person")
    )
    one, other = each
    on = " and ".join(f"one.{part} = other.{part}" for part in parts)
    return _number(engine, f"select sum(one.n * other.n) from {one} as one join {other} as other on {on}")


def _with_default(engine: Engine) -> int:
    """Pairs with a default day on one side or both."""
    return _number(
        engine,
        """
        select sum(one.n * other.n)
        from (select is_default, sum(n) as n from event_value group by is_default) as one
        cross join (select is_default, sum(n) as n from person_value group by is_default) as other
        where one.is_default or other.is_default""",
    )


def _number(engine: Engine, query: str) -> int:
    return engine.count(query)
