"""The dates of a file that are not written YYYY-MM-DD, each text once for each column, with its kind and its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.layouts.spelt import date_spelling as spelling
from linkage.layouts.spelt.tidy import tidied_sql
from linkage.steps.inputs.reason import ISO_DATE
from linkage.steps.inputs.values.identifier import shape_sql
from linkage.steps.inputs.values.look import ROWS, date_texts
from linkage.words.key_text import is_null_word_sql


def spelt_date_sql(dialect: Dialect, dataset: str, columns: Iterable[str], rows: str) -> str:
    """
    One row per column and text of it: records, kind, clock, body and parts; see layouts/spelt/date_spelling.

    Most texts are a day as YYYY-MM-DD even in a column that holds others: these are one row, without its text.
    """
    each = "\n            union all".join(
        f"""
            select '{name}' as column_name, {raw} as raw, count(*) as records,
                {1 if name == "birth_date" else spelling.FIRST_SERIAL} as first_serial
            from {identifier(rows)}
            where {raw} is not null and {ROWS}
            group by {raw}"""
        for name, raw in date_texts(dataset, columns).items()
    )
    is_day = f"({dialect.matches('raw', ISO_DATE)} and {dialect.parsed_date('raw', '%Y-%m-%d')} is not null)"
    return f"""
        with held as ({each}
        ),
        seen as (
            select *, {is_day} as is_day from held
        ),
        tidy as (
            select *, upper(coalesce({tidied_sql(dialect, "raw")}, '')) as written from seen where not is_day
        ),
        short as (
            select *, {spelling.body_sql(dialect, "written")} as body from tidy
        ),
        kinds as (
            select *, {spelling.clock_sql(dialect, "written", "body")} as clock,
                case when {no_value_sql(dialect, "written")} then '{spelling.NO_VALUE}'
                    else {spelling.kind_sql(dialect, "body", "first_serial")} end as kind
            from short
        )
        select column_name, raw, records, body, clock, kind, {spelling.parts_sql(dialect, "body", "kind")} as parts
        from kinds
        union all
        select column_name, cast(null as string) as raw, sum(records) as records, cast(null as string) as body,
            'none' as clock, '{spelling.YEAR_FIRST}' as kind, {dialect.no_list("text")} as parts
        from seen
        where is_day
        group by column_name"""


def counted_sql(dialect: Dialect, spelt: str) -> str:
    """One row per column, kind and clock: records, what they show of the order of day and month, and a shape."""
    turned = f"kind in ('{spelling.YEAR_LAST}', '{spelling.DIGITS_LAST}')"
    shown = " ".join(f"when '{kind}' then '{shape}'" for kind, shape in spelling.SHAPES.items())
    day_first, month_first, either = (
        f"sum(case when {turned} and {condition} then records else 0 end)"
        for condition in order_sql(dialect, "parts")
    )
    return f"""
        select column_name, kind, clock, sum(records) as records,
            {day_first} as day_first, {month_first} as month_first, {either} as either,
            min(case kind {shown} else {shape_sql(dialect, "raw")} end) as shape
        from {spelt}
        group by column_name, kind, clock
        order by column_name, kind, clock"""


def no_value_sql(dialect: Dialect, text: str) -> str:
    """Whether nothing is left of a tidy text, or it is a word for no value."""
    return f"({text} = '' or {is_null_word_sql(dialect, text)})"


def order_sql(dialect: Dialect, parts: str) -> tuple[str, str, str]:
    """Whether the first two of the numbers `parts` can only be day and month, only the contrary, or are two days."""
    one, two = (f"try_cast({dialect.item(parts, place)} as bigint)" for place in (1, 2))
    return (
        f"{one} between 13 and 31 and {two} <= 12",
        f"{two} between 13 and 31 and {one} <= 12",
        f"{one} <= 12 and {two} <= 12 and {one} <> {two}",
    )


@dataclass
class DateColumn:
    """What the texts of a column of dates show, all of them together."""

    name: str
    kinds: dict[str, int] = field(default_factory=dict)
    """Rows by kind of text."""
    clocks: dict[str, int] = field(default_factory=dict)
    """Rows by time of day."""
    shapes: dict[str, str] = field(default_factory=dict)
    """What texts of a kind look like, one of them."""
    day_first: int = 0
    """Rows that only a day before its month can hold, by the order of the two."""
    month_first: int = 0
    either: int = 0
    """Rows that both orders can hold, and read as different days."""

    @property
    def values(self) -> int:
        """Rows that say something; a word for no value says nothing."""
        return sum(rows for kind, rows in self.kinds.items() if kind != spelling.NO_VALUE)

    @property
    def turned(self) -> int:
        """Rows with the year last."""
        return self.kinds.get(spelling.YEAR_LAST, 0) + self.kinds.get(spelling.DIGITS_LAST, 0)


def date_columns(engine: Engine, spelt: str) -> list[DateColumn]:
    """Every column of the table `spelt`, in order of its name."""
    found: dict[str, DateColumn] = {}
    for name, kind, clock, records, day_first, month_first, either, shape in engine.rows(
        counted_sql(engine.dialect, spelt)
    ):
        column = found.setdefault(str(name), DateColumn(str(name)))
        rows = as_whole(records)
        column.kinds[str(kind)] = column.kinds.get(str(kind), 0) + rows
        if kind not in (spelling.NO_VALUE, spelling.OTHER, spelling.SHORT):
            column.clocks[str(clock)] = column.clocks.get(str(clock), 0) + rows
        column.shapes[str(kind)] = min(column.shapes.get(str(kind), str(shape)), str(shape))
        column.day_first += as_whole(day_first)
        column.month_first += as_whole(month_first)
        column.either += as_whole(either)
    return list(found.values())
