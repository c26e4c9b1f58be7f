"""The dates of a file as a run would read them: how many of a column are of which kind, and how these are written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.layouts.spelt import date_spelling as spelling
from linkage.layouts.spelt.tidy import tidied_sql
from linkage.steps.inputs.likeness.date_shapes import ISO, KINDS, TURNED, form_sql, named
from linkage.steps.inputs.values.identifier import shape_sql
from linkage.steps.inputs.values.limits import Limits
from linkage.steps.inputs.values.settle import refuse_unreadable, settled, unreadable
from linkage.steps.inputs.values.spelt import DateColumn, no_value_sql, order_sql


@dataclass(frozen=True)
class DateCounts:
    """What stands in a column of dates."""

    column: DateColumn
    spelt: Mapping[str, int]
    """Rows by how the date is written, as a shape; what nothing is written as is left out."""


def known_sql(dialect: Dialect, rows: str, columns: Sequence[str]) -> str:
    """The rows of the table expression `rows`, and of each date its text, body, kind, form and numbers beside it."""
    if not columns:
        return rows
    texts, bodies, kinds, parts = [], [], [], []
    for name in columns:
        raw, text, body, kind = (identifier(one) for one in (name, *_names(name)[:3]))
        tidy = f"upper(coalesce({tidied_sql(dialect, raw)}, ''))"
        texts.append(f"case when {dialect.matches(raw, ISO)} then {raw} else {tidy} end as {text}")
        bodies.append(f"{spelling.body_sql(dialect, text)} as {body}")
        first = "1" if name == "birth_date" else str(spelling.FIRST_SERIAL)
        of_kind = spelling.kind_sql(dialect, body, first)
        kinds.append(
            f"case when {raw} is null then null when {no_value_sql(dialect, text)} then '{spelling.NO_VALUE}'"
            f" else {of_kind} end as {kind}"
        )
        form, numbers = (identifier(one) for one in _names(name)[3:])
        in_turn = f"{kind} in ({', '.join(map(repr, TURNED))})"
        turned = f"case when {in_turn} then {spelling.parts_sql(dialect, body, kind)} end"
        parts += [
            (
                f"case when {kind} = '{spelling.OTHER}' then {shape_sql(dialect, raw)}"
                f" when {raw} is not null then {form_sql(dialect, text, body)} end as {form}"
            ),
            f"{turned} as {numbers}",
        ]
    query = rows
    for level in (texts, bodies, kinds, parts):
        query = f"(select *, {', '.join(level)} from {query} as read)"
    return query


def counts_sql(dialect: Dialect, name: str) -> Iterator[str]:
    """The columns of the answer for one column of dates, in the order in which `taken` takes them."""
    _, _, kind, form, numbers = (identifier(one) for one in _names(name))
    for one in (*KINDS, spelling.NO_VALUE):
        of_it = f"{kind} = '{one}'"
        yield f"count(case when {of_it} then 1 end)"
        yield from (f"{least}(case when {of_it} then {form} end)" for least in ("min", "max"))
    yield from (f"count(case when {shown} then 1 end)" for shown in order_sql(dialect, numbers))


def taken(name: str, values: Iterator[object]) -> DateCounts:
    """What the answer says of one column."""
    column = DateColumn(name)
    forms: dict[str, tuple[str, str]] = {}
    for kind in (*KINDS, spelling.NO_VALUE):
        rows, least, most = as_whole(next(values) or 0), str(next(values)), str(next(values))
        if rows:
            column.kinds[kind] = rows
            column.shapes[kind] = spelling.SHAPES.get(kind, least)
            forms[kind] = (least, most)
    column.day_first, column.month_first, column.either = (as_whole(next(values) or 0) for _ in range(3))
    spelt: dict[str, int] = {}
    for kind, rows in column.kinds.items():
        if kind != spelling.NO_VALUE:
            ways = dict.fromkeys(
                named(kind, form, column.day_first, column.month_first) for form in forms[kind]
            )
            spelt[" and ".join(ways)] = spelt.get(" and ".join(ways), 0) + rows
    return DateCounts(column, spelt)


def usable(
    found: Sequence[DateCounts], usual: Sequence[str], rows: int, limits: Limits
) -> tuple[dict[str, int], InputError | None]:
    """
    Of each column the rows that a run would read, and its refusal of the file for its dates, if it would refuse it.

    `usual` is how the layout spells dates besides YYYY-MM-DD; `rows` are those that were looked at.
    """
    columns = [one.column for one in found]
    try:
        of = settled(columns, {}, usual, limits)
    except InputError as refused:
        lost = (spelling.OTHER, spelling.SHORT, spelling.NO_VALUE)
        return {
            one.name: sum(n for kind, n in one.kinds.items() if kind not in lost) for one in columns
        }, refused
    read = {one.name: one.values - sum(unreadable(one, of[one.name]).values()) for one in columns}
    try:
        for one in columns:
            refuse_unreadable(one, of[one.name], rows, limits)
    except InputError as refused:
        return read, refused
    return read, None


def _names(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{part}" for part in ("text", "body", "kind", "form", "numbers"))
