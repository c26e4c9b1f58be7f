"""The statistics of months from which people were struck, made again from what is published and kept of them."""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.steps.statistics.run import anything, drop_event_parts, leveled, make_event_parts, unite
from linkage.steps.statistics.tables.change import change_sql
from linkage.strike.load import load_kept
from linkage.strike.month import name_after
from linkage.strike.month_statistics import alone_table
from linkage.strike.moved import PAST, carried_sql
from linkage.strike.struck_month import StruckMonth, forget_side_by_side, set_side_by_side, together
from linkage.strike.touched import has_others, touched_sums


def make_struck_statistics(engine: Engine, months: Sequence[StruckMonth]) -> None:
    """
    Add the statistics of `months`, each of which was counted alone, to struck_statistics.

    Reads published_statistics, those of these months as they were. Links at other targets are left out: beside those of
    rank P they would tell how many of its links were struck.
    """
    groups = {f"together_{number}": group for number, group in enumerate(together(months))}
    for table, group in groups.items():
        count_together(engine, table, group)
    alone = [
        query
        for one in months
        for query in leveled([f"select * from {alone_table(one)}"], is_national=one.is_national)
    ]
    carried = f"""
        select * from published_statistics
        where {carried_sql()}"""
    made = [*(f"select * from {table}" for table in groups), *alone, carried]
    unite(engine, "month_statistics", made)
    engine.create("earlier_statistics", side_before_sql())
    changes = [change_sql(one.month, f"{PAST}{one.month}") for one in months]
    united = ["select * from struck_statistics", "select * from month_statistics", *changes]
    unite(engine, "struck_statistics", united)
    for table in ("month_statistics", "earlier_statistics", *groups, *map(alone_table, months)):
        engine.drop(table)


def count_together(engine: Engine, table: str, months: Sequence[StruckMonth]) -> None:
    """
    The statistics of the events of `months` of one kind -> `table`.

    Where the old ones are of the same method, sums are counted again of those people alone who lose an event.
    """
    one = months[0]
    listed = ", ".join(literal(each.month) for each in months)
    engine.create("old_statistics", f"select * from published_statistics where period in ({listed})")
    set_side_by_side(engine, months)
    name_after(engine)
    made = [touched_sums(engine, one.ranks)] if one.is_same_method else []
    load_kept(engine, months)
    wanted = has_others if one.is_same_method else anything
    parts = make_event_parts(engine, one.ranks, has_p=one.has_p, wanted=wanted)
    unite(engine, table, leveled([*made, *parts], is_national=one.is_national))
    drop_event_parts(engine)
    forget_side_by_side(engine, months)


def lost_tables(engine: Engine, month: str) -> tuple[str, ...]:
    """The tables of the month, as it was, of which something could not be made again."""
    rows = engine.rows(f"""
        select distinct "table" from published_statistics as old
        where period = {literal(month)} and not exists (
            select 1 from struck_statistics as new
            where new.period = old.period and new."table" = old."table" and new.breakdown = old.breakdown
              and new.measure = old.measure)
        order by 1""")
    return tuple(str(row[0]) for row in rows)


def side_before_sql() -> str:
    """What the changes were against, as match rates of the months in the PAST."""
    return f"""
        select concat('{PAST}', period) as period, 'match_rate_by' as "table", breakdown, category,
            'match_rate' as measure,
            denominator - numerator as numerator, denominator,
            cast(denominator - numerator as double) / nullif(denominator, 0) as value, level,
            complement_people as numerator_people, numerator_people as complement_people
        from published_statistics
        where "table" = 'change' and measure = 'unmatched_rate_before'"""
