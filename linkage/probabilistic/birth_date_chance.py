"""Pairs of an event and a person at each level of the birth date, counted over values and not over pairs."""

from linkage.engine.base import Engine
from linkage.probabilistic.birth_date_level import PARTS
from linkage.probabilistic.default_day import DefaultDays
from linkage.probabilistic.levels import comparisons

BIRTH_DATE = comparisons()[0]


def birth_date_pairs(engine: Engine, days: DefaultDays) -> dict[str, int]:
    """
    event_value, person_value -> how many pairs are at each level of the birth date but the weakest.

    Near levels are counted over pairs of values that share two parts or are out by one or two in two; agreement in
    one part alone is what remains of all that agree in any.
    """
    pairs = [
        " and ".join(f"one.{part} = other.{part}" for part in PARTS if part != left_out) for left_out in PARTS
    ]
    pairs.append("one.year = other.year and one.day = other.month and one.month = other.day")
    pairs.append("one.year = other.year and (one.is_default or other.is_default)")
    steps = ", ".join(f"({n})" for n in (-2, -1, 1, 2))
    joins = [
        f"select one.value, other.value as held from event_value as one join person_value as other on {on}"
        for on in pairs
    ]
    for left_out in PARTS:
        first, second = (part for part in PARTS if part != left_out)
        joins.append(f"""
            select one.value, other.value as held
            from event_value as one
            cross join (values {steps}) as a (a)
            cross join (values {steps}) as b (b)
            join person_value as other
              on other.{left_out} = one.{left_out}
             and other.{first} = one.{first} + a and other.{second} = one.{second} + b""")
    code = BIRTH_DATE.code_sql("near.held", "near.value", days)
    names = " ".join(
        f"when {place} then '{level.name}'" for place, level in enumerate(BIRTH_DATE.compared, start=1)
    )
    rows = engine.rows(f"""
        select case code {names} end as level, sum(pairs)
        from (
            select {code} as code, event.n * person.n as pairs
            from ({" union ".join(joins)}) as near
            join event_value as event on event.value = near.value
            join person_value as person on person.value = near.held
        ) as compared
        group by code""")
    counts = {str(level): int(str(n)) for level, n in rows}
    some = sum(_agreeing(engine, part) for part in PARTS)
    some -= sum(_agreeing(engine, *(part for part in PARTS if part != left_out)) for left_out in PARTS)
    some += _agreeing(engine, *PARTS)
    found = {level: n for level, n in counts.items() if level not in ("default_other", "one_equal", "none")}
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
    return int(str(engine.scalar(query) or 0))
