"""
What the parts of impossible birth dates weigh: 1970-81-01 says a year and a day.

Of an event whose date is impossible, and of a person of whom HES holds nothing better. Two dates are compared where
both sides say the year and one more part. The weight needs no training of its own: of whole dates it is known how often
true pairs, and strangers, agree on any two parts. Of a day that is a default only what it says is compared.
"""

from collections.abc import Mapping
from math import log2

from linkage.engine.making import Item, made
from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.default_day import day_sql, of_sides
from linkage.steps.probabilistic.levels.levels import NONE_HELD
from linkage.steps.probabilistic.model.model import Model, u_by_level
from linkage.steps.probabilistic.scoring.index_size import PEOPLE

EQUAL, DIFFER = "parts_equal", "parts_differ"
AGREEMENTS = {EQUAL: "partial", DIFFER: "conflict"}
"""Level, and what it is called in published tables."""
MEANINGS = {EQUAL: "year and the other readable part equal", DIFFER: "not all that can be read is equal"}
UNREAD = ("day", "month")
"""The part of which nothing can be read on one side; without a year there is nothing to compare."""
LEAST = 1e-6
"""Lowest share of pairs, as elsewhere: a model may hold no pair that disagrees."""
PART_AGREEMENT = {
    **dict.fromkeys(("identity_key", "person_no"), "integer"),
    "birth_date_level": "text",
    "birth_date_weight": "double",
}
"""Columns of part_agreement."""


def part_agreement_made(model: Model) -> tuple[Item, ...]:
    """compared_pair, part_identity, event_part and the index -> part_holder, part_agreement."""
    return (
        made("part_holder", part_holder_sql),
        made("part_agreement", part_agreement_sql, model).only_from(
            "part_identity", "part_holder", columns=PART_AGREEMENT
        ),
    )


def part_holder_sql() -> str:
    """compared_identity, compared_pair -> the people compared with whom of HES has parts of a birth date alone."""
    return """
        select distinct held.person_no
        from compared_identity as held
        join compared_pair as pair on pair.person_no = held.person_no
        where held.birth_date is null and held.birth_year is not null"""


def part_agreement_sql(model: Model) -> str:
    """
    compared_pair, part_identity, part_holder, event_part and the index -> a row per pair compared by parts.

    The bits come beside those of the whole dates, of which there are none, or those of nothing held. Of several dates
    of a person the best counts. At a postcode of more people than chance has of the index, strangers are as many times
    as common.
    """
    weights = part_weights(model)
    there = u_by_level(model.comparisons)["postcode"]["exact"]
    crowded = f"""case when is_equal and is_there
                then least(log2(cast({there!r} as double) * {PEOPLE} / greatest(around.people - 1, 1)), 0)
                else cast(0 as double) end"""
    bits = {
        level: f"case when unread = 'day' then cast({weights['day', level]!r} as double)"
        f" else cast({weights['month', level]!r} as double) end"
        for level in (EQUAL, DIFFER)
    }
    return f"""
        with pair as ({part_compared_sql(model)}
        ),
        judged as (
            select *, said_year = held_year and coalesce(said_day = held_day, said_month = held_month) as is_same,
                case when said_day is null or held_day is null then 'day' else 'month' end as unread
            from pair
            where said_year is not null and held_year is not null
              and coalesce(said_day = held_day, said_month = held_month) is not null
        ),
        best as (
            select identity_key, person_no, postcode, bool_or(is_same) as is_equal,
                coalesce(max(case when is_same then {bits[EQUAL]} end), max({bits[DIFFER]})) as weight
            from judged
            group by identity_key, person_no, postcode
        ),
        home as (
            select identity_key, person_no, bool_or(coalesce(postcode = held_postcode, false)) as is_there
            from pair
            group by identity_key, person_no
        )
        select best.identity_key, best.person_no,
            case when is_equal then '{EQUAL}' else '{DIFFER}' end as birth_date_level,
            weight + {crowded} as birth_date_weight
        from best
        join home on home.identity_key = best.identity_key and home.person_no = best.person_no
        left join postcode_people as around on around.postcode = best.postcode"""


def part_compared_sql(model: Model) -> str:
    """
    One row per pair to be compared by parts, and identity of the person: what both dates say.

    Of events whose own date is impossible, with everybody; and of the others with people of whom HES has parts alone.
    """
    days = of_sides(model.default_days)
    held = _said_sql("held", days.person, days.person_whole)
    own = _said_sql("event", days.event, days.event_whole)
    columns = "pair.identity_key, pair.person_no, {0}.postcode, held.postcode as held_postcode"
    return f"""
            select {columns.format("said")}, said.year as said_year, said.month as said_month, said.day as said_day,
                {held["year"]} as held_year, {held["month"]} as held_month, {held["day"]} as held_day
            from compared_pair as pair
            join part_identity as said on said.identity_key = pair.identity_key
            join compared_identity as held on held.person_no = pair.person_no
            union all
            select {columns.format("event")},
                {own["year"]} as said_year, {own["month"]} as said_month, {own["day"]} as said_day,
                held.birth_year as held_year, held.birth_month as held_month, held.birth_day as held_day
            from part_holder as holder
            join compared_pair as pair on pair.person_no = holder.person_no
            join event_part as event on event.identity_key = pair.identity_key
            join compared_identity as held on held.person_no = pair.person_no
            where event.birth_date is not null"""


def _said_sql(side: str, defaults: tuple[int, ...], whole: tuple[int, ...]) -> Mapping[str, str]:
    """What a date of a side says, by part: on a default day not the day, and not the month where that is made up."""
    kept = {"day": defaults, "month": whole, "year": ()}
    day = day_sql(f"{side}.birth_date")
    return {
        part: f"case when {day} in ({', '.join(map(str, made_up))}) then null else {side}.birth_{part} end"
        if made_up
        else f"{side}.birth_{part}"
        for part, made_up in kept.items()
    }


def part_weights(model: Model) -> Mapping[tuple[str, str], float]:
    """Bits by the part that cannot be read and level, of the levels of two whole dates off the default days."""
    whole = [
        one
        for one in model.comparisons["birth_date"]
        if not one.level.startswith("default_") and one.level != NONE_HELD
    ]
    found = {}
    for unread in UNREAD:
        equal = ("exact", *(f"{unread}_{how}" for how in ("slip", "switched", "differs")))
        m, u = (
            sum(getattr(one, kind) for one in whole if one.level in equal)
            / sum(getattr(one, kind) for one in whole)
            for kind in ("m", "u")
        )
        found[unread, EQUAL] = log2(max(m, LEAST) / max(u, LEAST))
        found[unread, DIFFER] = log2(max(1 - m, LEAST) / max(1 - u, LEAST))
    return found


def readable_block(unread: str) -> tuple[str, ...]:
    """The block of district and the two parts that can be read."""
    return ("district", *(part for part in PARTS if part != unread))
