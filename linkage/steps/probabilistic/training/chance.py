"""
u of every level by counting: how many of all (event, stranger) pairs agree at it, none of them sampled.

Values are counted, not pairs: there are far fewer different birth dates and postcodes than events and people. Events
are the proved ones, whose own person is known and left out: in a small index the own person would be most of what
agrees. A person with two values at two levels is counted at both; of a hundred people one has two birth dates.
"""

from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays, day_sql
from linkage.steps.probabilistic.levels.levels import NONE_HELD, Comparison, comparisons
from linkage.steps.probabilistic.training.birth_date_chance import birth_date_pairs

LONGEST = 7
"""Characters of a postcode's comparing key, at most."""


def counted_u(
    engine: Engine, own: Mapping[str, Mapping[str, int]], days: DefaultDays = NO_DAYS
) -> tuple[dict[str, dict[str, float | None]], int]:
    """
    u of every level by comparison, None for one at which no stranger is; and how many pairs the first rests on.

    `own` has the proved pairs by comparison and level, to be left out; `days` are the default days of birth dates.
    Reads proved_event, identity and person.
    """
    people = engine.count("select count(*) from person")
    found: dict[str, dict[str, float | None]] = {}
    pairs = 0
    for comparison in comparisons():
        events = int(
            str(
                engine.scalar(
                    f"select count(*) from proved_event where {comparison.event_column} is not null"
                )
            )
        )
        _make_values(engine, comparison, days)
        whole = events * people
        counts = _COUNTED[comparison.name](engine, days)
        holders = int(
            str(
                engine.scalar(
                    f"select count(distinct person_id) from identity where {comparison.event_column} is not null"
                )
            )
        )
        counts[NONE_HELD] = events * (people - holders)
        last = comparison.compared[-1].name
        counts[last] = whole - sum(count for level, count in counts.items() if level != last)
        strangers = {
            level.name: max(counts.get(level.name, 0) - own.get(comparison.name, {}).get(level.name, 0), 0)
            for level in comparison.levels
        }
        total = sum(strangers.values())
        found[comparison.name] = {level: count / total or None for level, count in strangers.items()}
        pairs = max(pairs, total)
        for table in ("event_value", "person_value"):
            engine.drop(table)
    return found, pairs


def _make_values(engine: Engine, comparison: Comparison, days: DefaultDays) -> None:
    column = comparison.event_column
    for side, rows, counted, defaults in (
        ("event", "proved_event", "*", "own_defaults"),
        ("person", "identity", "distinct person_id", "held_defaults"),
    ):
        parts = ""
        if column == "birth_date":
            parts = "".join(f", extract({part} from {column}) as {part}" for part in PARTS)
            parts += days.put_in(f", {day_sql(column)} in ({defaults}) as is_default")
        engine.create(
            f"{side}_value",
            f"select {column} as value, count({counted}) as n{parts} from {rows}"
            f" where {column} is not null group by {column}",
        )


def _number(engine: Engine, query: str) -> int:
    return engine.count(query)


def _postcodes(engine: Engine, _: DefaultDays) -> dict[str, int]:
    places = ", ".join(f"({n})" for n in range(1, LONGEST + 1))
    for side in ("event", "person"):
        engine.create(
            f"{side}_shorter",
            f"""
            select distinct value, cut_at, concat(substr(value, 1, cut_at - 1), substr(value, cut_at + 1)) as shorter
            from {side}_value cross join (values {places}) as places (cut_at)
            where cut_at <= length(value)""",
        )
    near = """
        select one.value, other.value as held from event_shorter as one
        join person_shorter as other on other.shorter = one.shorter and other.cut_at = one.cut_at
        union
        select one.value, other.value from event_shorter as one join person_value as other on other.value = one.shorter
        union
        select one.value, other.value from event_value as one join person_shorter as other on other.shorter = one.value
        union
        select one.value, other.value from (
            select value, concat(substr(value, 1, cut_at - 1), substr(value, cut_at + 1, 1),
                substr(value, cut_at, 1), substr(value, cut_at + 2)) as switched
            from event_shorter where cut_at < length(value)
        ) as one join person_value as other on other.value = one.switched"""
    sector = "substr({0}, 1, length({0}) - 2)"
    district = "substr({0}, 1, length({0}) - 3)"
    same = {
        name: f"{cut.format('near.value')} = {cut.format('near.held')}"
        for name, cut in (("sector", sector), ("district", district))
    }
    ((near_all, near_sector, near_district),) = engine.rows(f"""
        select sum(event.n * person.n), sum(case when {same["sector"]} then event.n * person.n else 0 end),
            sum(case when {same["district"]} then event.n * person.n else 0 end)
        from ({near}) as near
        join event_value as event on event.value = near.value
        join person_value as person on person.value = near.held
        where near.value <> near.held""")
    of_near, in_sector, in_district = (as_whole(n or 0) for n in (near_all, near_sector, near_district))
    exact = _number(
        engine,
        "select sum(one.n * other.n) from event_value as one join person_value as other on other.value = one.value",
    )
    whole = {}
    for name, cut in (("sector", sector), ("district", district)):
        whole[name] = _number(
            engine,
            f"""
            select sum(one.n * other.n)
            from (select {cut.format("value")} as part, sum(n) as n from event_value group by 1) as one
            join (
                select {cut.format("postcode")} as part, count(distinct person_id) as n
                from identity where postcode is not null group by 1
            ) as other on other.part = one.part""",
        )
    for side in ("event", "person"):
        engine.drop(f"{side}_shorter")
    return {
        "exact": exact,
        "near": of_near,
        "sector": max(whole["sector"] - exact - in_sector, 0),
        "district": max(whole["district"] - whole["sector"] - (in_district - in_sector), 0),
    }


def _sexes(engine: Engine, _: DefaultDays) -> dict[str, int]:
    exact = _number(
        engine,
        "select sum(one.n * other.n) from event_value as one join person_value as other on other.value = one.value",
    )
    return {"exact": exact}


_COUNTED = {"birth_date": birth_date_pairs, "postcode": _postcodes, "sex": _sexes}
