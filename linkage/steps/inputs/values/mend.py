"""The rows of a file again, each value written as it is meant, and judged as it is now."""

from collections.abc import Collection, Iterable, Mapping

from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.layouts.spelt import date_spelling as spelling
from linkage.steps.inputs.reason import BLANK, RULED, TEST_DATE, UNREAD, key_sql, reason_sql, value_sql
from linkage.steps.inputs.values.identifier import read_sql
from linkage.steps.inputs.values.look import date_texts
from linkage.steps.inputs.values.settle import Settled
from linkage.steps.inputs.values.spelt import DateColumn


def read_date_sql(dialect: Dialect, spelt: str, settled: Mapping[str, Settled], late: Collection[str]) -> str:
    """
    One row per column and text of it that is a date and was not YYYY-MM-DD, with the date so.

    Which day a text is depends on its column alone.

    `late` are columns whose midnights of summer are written in the time of Greenwich, an hour or two before the day.
    """
    return "\n        union all".join(
        f"""
        select column_name, raw, records, {_next_day_sql(dialect) if name in late else "iso"} as iso
        from (
            select column_name, raw, records, clock, {_iso(dialect, found)} as iso
            from {spelt} where column_name = '{name}' and raw is not null
        ) as read
        where iso is not null"""
        for name, found in settled.items()
    )


def mended_sql(
    dialect: Dialect,
    dataset: str,
    columns: Iterable[str],
    rows: str,
    *,
    dates: Mapping[str, str],
    others: Mapping[str, str],
    whole: Collection[str],
    likeness: str = "",
) -> str:
    """
    One row per row of `rows`: row_number, reason, line and `columns`, as rows.py gives them.

    `dates` are columns, each with the table that has its texts as YYYY-MM-DD; `others` columns with their kinds;
    `whole` keys whose .0 is read away. A row bears the `likeness` of its line, a column of `rows`, if nothing of it is
    changed; then rows are in the order of their lines.
    """
    known = list(columns)
    text = date_texts(dataset, dates)
    values = {name: identifier(name) for name in known}
    values |= _read_others(dialect, dataset, others, whole)
    if "test_date" in values and dataset == "did":
        values["test_date"] = date_texts(dataset, ["test_date"])["test_date"]
    values |= {name: f"coalesce(of_{name}.iso, {raw})" for name, raw in text.items()}
    joins = "\n            ".join(
        f"left join {table} as of_{name} on of_{name}.column_name = '{name}' and of_{name}.raw = {text[name]}"
        for name, table in dates.items()
    )
    read = ",\n                ".join(f"{value} as {identifier(name)}" for name, value in values.items())
    changing = {name: identifier(f"{name}_came") for name in (*others, *dates)} if likeness else {}
    as_came = "".join(f", {identifier(rows)}.{identifier(name)} as {came}" for name, came in changing.items())
    alike = " and ".join(
        f"coalesce({identifier(name)}, '') = coalesce({came}, '')" for name, came in changing.items()
    )
    kept = f", case when {alike} then {likeness} end as {likeness}" if likeness else ""
    between = ", '|', ".join(f"coalesce({identifier(name)}, '')" for name in known)
    rebuilt = f"case when reason <> 'encoding' then concat({between}) end"
    given = ", ".join(f"{value_sql(dialect, dataset, name)} as {identifier(name)}" for name in known)
    return f"""
        with named as (
            select row_number, line, case when reason in ({UNREAD}, {RULED}, '{BLANK}') then reason end as unread,
                {read}{as_came}{f", {likeness}" if likeness else ""}
            from {identifier(rows)}
            {joins}
        ),
        judged as (
            select *, {reason_sql(dialect, dataset, known)} as reason from named
        )
        select row_number, reason, case when reason is not null then coalesce(line, {rebuilt}) end as line,
            {given}{TEST_DATE_BESIDE if dataset == "did" else ""}{kept}
        from judged{" order by row_number" if likeness else ""}"""


def changed_sql(
    dialect: Dialect, dataset: str, rows: str, *, others: Mapping[str, str], whole: Collection[str]
) -> str:
    """One row: how many rows mended_sql changes in `others`."""
    read = _read_others(dialect, dataset, others, whole)
    changed = " or ".join(
        f"coalesce({value}, '') <> coalesce({identifier(name)}, '')" for name, value in read.items()
    )
    return f"select count(*) from {identifier(rows)} where {changed}"


def _read_others(
    dialect: Dialect, dataset: str, others: Mapping[str, str], whole: Collection[str]
) -> dict[str, str]:
    return {
        name: key_sql(
            dialect, dataset, name, f"({read_sql(dialect, kind, identifier(name), whole=name in whole)})"
        )
        for name, kind in others.items()
    }


TEST_DATE_BESIDE = f", cast(null as string) as {TEST_DATE}"


SUMMER = "(substr(iso, 6, 5) between '03-25' and '10-30' or iso between '1968-02-18' and '1971-10-31')"
"""Days before whose midnight clocks in London may be ahead of Greenwich: of summer, and of the years without winter."""


def late_columns(columns: Iterable[DateColumn]) -> tuple[str, ...]:
    """Columns that hold midnights written in the time of Greenwich, and no other time of day."""
    return tuple(one.name for one in columns if one.clocks.get("utc_midnight") and not one.clocks.get("time"))


def _iso(dialect: Dialect, found: Settled) -> str:
    return spelling.iso_text_sql(
        dialect, month_first=found.month_first, serial=found.serial, either=found.either
    )


def _next_day_sql(dialect: Dialect) -> str:
    day = dialect.parsed_date("iso", "%Y-%m-%d")
    after = f"cast({dialect.days_after(day, 1)} as string)"
    return f"case when clock = 'utc_midnight' and {SUMMER} then coalesce({after}, iso) else iso end"
