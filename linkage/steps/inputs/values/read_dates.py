"""The dates of a file that are not all written YYYY-MM-DD: settled, column by column, and written so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.steps.inputs.values.limits import Limits
from linkage.steps.inputs.values.look import ROWS
from linkage.steps.inputs.values.mend import late_columns, read_date_sql
from linkage.steps.inputs.values.note import Note, notes_of_dates
from linkage.steps.inputs.values.settle import refuse_unreadable, settled
from linkage.steps.inputs.values.spelt import date_columns, spelt_date_sql


def dates_table(rows: str) -> str:
    """The passing table of the dates of a file, by that of its rows: each text once for each column, as YYYY-MM-DD."""
    return f"{rows}_dates"


def read_dates(
    engine: Engine,
    dataset: str,
    columns: Sequence[str],
    rows: str,
    declared: Mapping[str, str],
    usual: Sequence[str],
    limits: Limits,
) -> tuple[list[str], list[Note], dict[str, str]]:
    """
    Make dates_table of `columns` of the table `rows`; give the columns of which it changes any text, and notes.

    And how each column is read, in words that are the same where the same text is the same day.

    `declared` and `usual` as in settle.settled. Raises InputError for dates that no one spelling can hold, and for a
    column that holds hardly any.
    """
    if not columns:
        return [], [], {}
    spelt, dates = f"{rows}_spelt", dates_table(rows)
    engine.create(spelt, spelt_date_sql(engine.dialect, dataset, columns, rows))
    try:
        found = date_columns(engine, spelt)
        of = settled(found, declared, usual, limits)
        many = engine.count(f"select count(*) from {identifier(rows)} where {ROWS}")
        for column in found:
            refuse_unreadable(column, of[column.name], many, limits)
        late = late_columns(found)
        engine.create(dates, read_date_sql(engine.dialect, spelt, of, late))
    finally:
        engine.drop(spelt)
    days = {str(name): as_whole(lost) for name, lost in engine.rows(no_day_sql(engine.dialect, dates))}
    changed = engine.rows(f"select distinct column_name from {dates} where iso <> raw order by 1")
    readings = {
        name: repr(replace(one, why="")) + (" late" if name in late else "") for name, one in of.items()
    }
    return [str(name) for (name,) in changed], list(notes_of_dates(found, of, days, declared)), readings


def no_day_sql(dialect: Dialect, dates: str) -> str:
    """By column, the rows whose date is none; a birth date with a month above 12 is read with its parts exchanged."""
    written, exchanged = (dialect.parsed_date("iso", form) for form in ("%Y-%m-%d", "%Y-%d-%m"))
    return f"""
        select column_name, sum(records)
        from {dates}
        where {written} is null and (column_name <> 'birth_date' or {exchanged} is null)
        group by column_name"""
