"""
The mean of a value over the units of an analysis, in one draw, with its variance by persons.

A query gives one row per unit (an admission, an event, a patient) with its person and value.

Source: Liang and Zeger, Biometrika 1986, 73:13, for the variance of a mean with clusters.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from linkage.errors import ConfigError
from linkage.reading.draws import Draws

ALL = "all"
"""The part of a query that has none."""
NEEDED = ("person", "value")
ROWS = "units_of_draw"
"""The table that holds the rows of the query for a while."""


WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "BIGNUM")
UNSIGNED = ("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
NUMBERS = frozenset({*WHOLE, *UNSIGNED, "BOOLEAN", "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR", '"NULL"'})
"""Types of DuckDB of which a value may be: a text, too, may be a number."""


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
    One row per part of the query, in the order of their names; none where the query gives no row.

    ConfigError where the query lacks a column, or a unit has no person, no value, or one that is no number; a message
    has no value.
    """
    asked = draw.query(query)
    try:
        draw.connection.execute(f"create or replace temp table {ROWS} as {asked}")
    except duckdb.DataError:
        raise ConfigError(
            "means over draws: some row of the query cannot be worked out, as where a text is made a number or a date "
            "and is none, or a number is too large: try_cast makes null of these"
        ) from None
    try:
        units = draw.connection.table(ROWS)
        kinds = dict(zip(units.columns, map(str, units.types), strict=True))
        rows = draw.connection.execute(means_sql(kinds)).fetchall()
    finally:
        draw.connection.execute(f"drop table {ROWS}")
    for part, *_, no_person, no_value, no_number, no_end in rows:
        refuse_units(part, no_person, no_value, no_number, no_end)
    return [DrawnMean(*row[:6]) for row in rows]


def refuse_units(part: str, no_person: int, no_value: int, no_number: int, no_end: int) -> None:
    """ConfigError for a part with units that no mean can be taken of, by how many there are."""
    if no_number:
        raise ConfigError(
            f"means over draws: of part {part} the value of {no_number:,} unit(s) is no number: give numbers, or "
            "whether something is so"
        )
    if no_end:
        raise ConfigError(
            f"means over draws: of part {part} the value is not a number (NaN) or infinite in {no_end:,} unit(s), as "
            "after a division by 0: leave these units out, or say what they count as"
        )
    if no_person or no_value:
        raise ConfigError(
            f"means over draws: of part {part} {no_person:,} unit(s) have no person and {no_value:,} no value. A "
            "unit of nobody is a cluster of its own, as by coalesce(person_id, event_id); one without a value is "
            "left out, or counts as what you say"
        )


def number_sql(kind: str) -> str:
    """The value of a column of this type of DuckDB as a double, null where it is no number; ConfigError for dates."""
    if kind.partition("(")[0] not in NUMBERS:
        raise ConfigError(
            f"means over draws: value is of type {kind.partition('(')[0]}: give a number, or whether something is so"
        )
    return "try_cast(value as double)"


def means_sql(kinds: Mapping[str, str]) -> str:
    """Columns person, value and perhaps part, with their types -> one row per part, as drawn_means has them."""
    if lacking := [name for name in NEEDED if name not in kinds]:
        raise ConfigError(
            f"means over draws: the query has no column {' and no '.join(lacking)}. It gives one row per unit: person "
            "(the cluster), value (a number, or whether something is so), and part where there are several"
        )
    part = "coalesce(cast(part as varchar), 'not known')" if "part" in kinds else f"'{ALL}'"
    return f"""
        with given as (
            select {part} as part, person, value is not null as is_given, {number_sql(kinds["value"])} as number
            from {ROWS}
        ),
        unit as (
            select part, person, is_given, number is not null as is_number, case when isfinite(number) then number end
                as value
            from given
        ),
        mean as (
            select part, count(*) as units, count(distinct person) as people, fsum(value) / count(*) as mean,
                bool_and(value in (0, 1)) as is_share, count(*) - count(person) as no_person,
                count_if(not is_given) as no_value, count_if(is_given and not is_number) as no_number,
                count_if(is_number and value is null) as no_end
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
            any_value(no_person), any_value(no_value), any_value(no_number), any_value(no_end)
        from off
        join mean using (part)
        group by part
        order by part"""
