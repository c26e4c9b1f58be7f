"""
The mean of a value over the units of an analysis, in one draw, with its variance by persons.

A query gives one row per unit (an admission, an event, a patient) with its person and value.

Source: Liang and Zeger, Biometrika 1986, 73:13, for the variance of a mean with clusters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.errors import ConfigError
from linkage.reading.draws import Draws

ALL = "all"
"""The part of a query that has none."""
NEEDED = ("person", "value")
ROWS = "units_of_draw"
"""The table that holds the rows of the query for a while."""


@dataclass(frozen=True)
class DrawnMean:
    """Of one part in one draw."""

    part: str
    units: int
    people: int
    mean: float
    variance: float
    """With persons as clusters."""
    is_share: bool
    """Every value is 0 or 1."""


def drawn_means(draw: Draws, query: str) -> list[DrawnMean]:
    """
    One row per part of the query, in the order of their names.

    ConfigError where the query lacks a column, or a unit has no person or no value.
    """
    draw.connection.execute(f"create or replace temp table {ROWS} as {draw.query(query)}")
    try:
        rows = draw.connection.execute(means_sql(draw.connection.table(ROWS).columns)).fetchall()
    finally:
        draw.connection.execute(f"drop table {ROWS}")
    for part, *_, no_person, no_value in rows:
        if no_person or no_value:
            raise ConfigError(
                f"means over draws: of part {part} {no_person:,} unit(s) have no person and {no_value:,} no value. A "
                "unit of nobody is a cluster of its own, as by coalesce(person_id, event_id); one without a value is "
                "left out, or counts as what you say"
            )
    return [DrawnMean(*row[:6]) for row in rows]


def means_sql(columns: Sequence[str]) -> str:
    """Rows of the columns person and value, and part if there is one -> one row per part, as drawn_means has them."""
    if lacking := [name for name in NEEDED if name not in columns]:
        raise ConfigError(
            f"means over draws: the query has no column {' and no '.join(lacking)}. It gives one row per unit: person "
            "(the cluster), value (a number, or whether something is so), and part where there are several"
        )
    part = "coalesce(cast(part as varchar), 'not known')" if "part" in columns else f"'{ALL}'"
    return f"""
        with unit as (
            select {part} as part, person, cast(value as double) as value from {ROWS}
        ),
        mean as (
            select part, count(*) as units, count(distinct person) as people, fsum(value) / count(*) as mean,
                bool_and(value in (0, 1)) as is_share, count(*) - count(person) as no_person,
                count(*) - count(value) as no_value
            from unit
            group by part
        ),
        off as (
            select part, fsum(value - mean) / any_value(units) as off
            from unit
            join mean using (part)
            group by part, person
        )
        select part, any_value(units), any_value(people), any_value(mean), fsum(off * off), any_value(is_share),
            any_value(no_person), any_value(no_value)
        from off
        join mean using (part)
        group by part
        order by part"""
