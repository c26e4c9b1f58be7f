"""The statistics of a month from which people were struck, made again from what is published and kept of it."""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import literal, one_of
from linkage.steps.standardise.quality import event_quality_count_sql
from linkage.steps.statistics.columns import listed_sql
from linkage.steps.statistics.run import anything, drop_event_parts, leveled, make_event_parts, unite
from linkage.steps.statistics.tables.change import change_sql
from linkage.steps.statistics.tables.data_quality_rows import states_sql
from linkage.steps.statistics.tables.over_merged_person import over_merged_linked_sql
from linkage.steps.statistics.tables.patients_by_setting import patients_by_setting_sql
from linkage.strike.load import load_imaged, load_kept, load_published, no_opt_out
from linkage.strike.moved import LONG_AGO, carried_sql, moved_sql, sums_sql
from linkage.strike.touched import has_others, touched_sums
from linkage.words.estimate import estimate_sql
from linkage.words.expected_wrong import expected_wrong_share_sql
from linkage.words.figure import NATIONAL
from linkage.words.publication import PUBLICATIONS


def make_struck_statistics(
    engine: Engine, month: str, kept: Path, *, is_kept: bool, is_same_method: bool = False
) -> tuple[str, ...]:
    """
    Add the statistics of `month` to struck_statistics; names the tables that could not be made again.

    Reads old_statistics, struck_now, struck_person, links, pathways and events of the month, and as they were before.
    `kept` is what the release before keeps of the month; without it only sums over people can be made again. Where the
    month `is_kept` and its old statistics are of the `is_same_method`, sums are counted again of those people alone who
    lose an event. Links at other targets are left out: beside those of rank P they would tell how many of its links
    were struck.
    """
    ranks = tuple(str(row[0]) for row in engine.rows(ranks_sql()))
    is_national = bool(engine.scalar(national_rows_sql()))
    engine.create("touched_person", touched_sql())
    if is_kept:
        made = [touched_sums(engine, kept, month, ranks)] if is_same_method else []
        wanted = has_others if is_same_method else anything
        has_p = load_kept(engine, kept, month)
        parts = make_event_parts(engine, ranks, has_p=has_p, wanted=wanted)
        made += [*parts, *kept_parts(engine, kept, month)]
    else:
        made = [published_parts(engine, ranks, month)]
    carried = f"""
        select * from old_statistics
        where {carried_sql()}"""
    remade = leveled([*made, flow_sql(), false_share_sql()], is_national=is_national)
    unite(engine, "month_statistics", [*remade, carried])
    drop_event_parts(engine)
    engine.create("earlier_statistics", side_before_sql())
    united = [
        "select * from struck_statistics",
        "select * from month_statistics",
        change_sql(month, LONG_AGO),
    ]
    unite(engine, "struck_statistics", united)
    lost = engine.rows(f"""
        select distinct "table" from old_statistics as old
        where not exists (
            select 1 from struck_statistics as new
            where new.period = {literal(month)} and new."table" = old."table" and new.breakdown = old.breakdown
              and new.measure = old.measure)
        order by 1""")
    for table in ("month_statistics", "earlier_statistics", "touched_person"):
        engine.drop(table)
    return tuple(str(row[0]) for row in lost) if not is_kept else ()


def national_rows_sql() -> str:
    """How many numbers of the month are national; its publications keep the level that they were published with."""
    return f"""
        select count(*) from old_statistics
        where level = '{NATIONAL}' and not {one_of('"table"', PUBLICATIONS)}"""


def ranks_sql() -> str:
    """The ranks of the month in the order in which they were offered, which their running totals show."""
    return """
        select running.category
        from old_statistics as running
        join old_statistics as own
          on own."table" = 'match_rank' and own.breakdown = 'rank' and own.measure = 'records'
         and own.category = running.category
        where running."table" = 'match_rank' and running.breakdown = 'rank' and running.measure = 'cumulative_share'
        order by running.numerator, case when own.numerator > 0 then 0 else 1 end, running.category"""


def touched_sql() -> str:
    """One row per person who loses an event, or is struck: others keep what they count for."""
    return """
        select distinct person_id
        from links_before
        where person_id is not null and event_id in (select event_id from struck_now)"""


def kept_parts(engine: Engine, kept: Path, month: str) -> tuple[str, ...]:
    """Statistics of identifiers by state, and of patients by setting: the latter lose and regain the touched people."""
    no_opt_out(engine)
    engine.create("event_quality_count", event_quality_count_sql())
    seen = f"(select * from {engine.parquet_sql(kept / 'setting_patient.parquet')})"
    before = f"""
        select person_id, setting, has_imaging, has_imaging_here from {seen} as seen
        where person_id in (select person_id from touched_person)"""
    for side, query in (("before", before), ("after", load_imaged(engine, seen))):
        engine.create("setting_patient", query)
        engine.create(
            f"moved_{side}", f"select {listed_sql(None)} from ({patients_by_setting_sql(month)}) as part"
        )
    engine.drop("setting_patient")
    return (
        states_sql(month, "event_quality_count"),
        over_merged_linked_sql(month),
        moved_sql("\"table\" = 'patients_by_setting'"),
    )


def published_parts(engine: Engine, ranks: Sequence[str], month: str) -> str:
    """What the published tables allow where nothing is kept: sums over people, less those of the touched."""
    for side in ("before", "after"):
        load_published(engine, month, side)
        parts = make_event_parts(engine, ranks, has_p=False)
        united = "\n        union all\n".join(
            f"select {listed_sql(None)} from ({part}) as part" for part in parts
        )
        engine.create(f"moved_{side}", f"select * from ({united}) as united where {sums_sql(is_kept=False)}")
        drop_event_parts(engine)
    return moved_sql(sums_sql(is_kept=False))


def flow_sql() -> str:
    """The flow of rows: what is struck is opted out, of another month or superseded now, and no event any more."""
    lost = """
            select 'events' as category, count(*) as events from links_before
            where event_id in (select event_id from struck_now)
            union all
            select status, count(*) from links_before
            where event_id in (select event_id from struck_now)
            group by status
            union all
            select case struck.what when 'moved' then 'other_month' when 'withdrawn' then 'superseded'
                else 'opted_out' end, -count(*)
            from links_before
            join struck_now as struck on struck.event_id = links_before.event_id
            group by 1"""
    number = "old.numerator - coalesce(lost.events, 0)"
    return f"""
        select old.period, old."table", old.breakdown, old.category, old.measure, {number} as numerator,
            old.denominator, cast({number} as double) as value, old.level, old.numerator_people,
            old.complement_people
        from old_statistics as old
        left join ({lost}
        ) as lost on lost.category = old.category
        where old."table" = 'flow'"""


def false_share_sql() -> str:
    """The expected share of false links among those of rank P that stay."""
    staying = "event_id not in (select event_id from struck_now)"
    share = estimate_sql(f"({expected_wrong_share_sql('links_before', staying)})")
    return f"""
        select period, "table", breakdown, category, measure, numerator, denominator,
            {share} as value,
            level, numerator_people, complement_people
        from old_statistics
        where "table" = 'rank_p' and measure = 'expected_false_link_share'"""


def side_before_sql() -> str:
    """What the change was against, as match rates of a month LONG_AGO."""
    return f"""
        select '{LONG_AGO}' as period, 'match_rate_by' as "table", breakdown, category, 'match_rate' as measure,
            denominator - numerator as numerator, denominator,
            cast(denominator - numerator as double) / nullif(denominator, 0) as value, level,
            complement_people as numerator_people, numerator_people as complement_people
        from old_statistics
        where "table" = 'change' and measure = 'unmatched_rate_before'"""
