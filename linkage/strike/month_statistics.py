"""Statistics of one month from which people were struck that are counted for itself; what the old ones say."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import one_of
from linkage.steps.standardise.quality import event_quality_count_sql
from linkage.steps.statistics.columns import listed_sql
from linkage.steps.statistics.run import drop_event_parts, make_event_parts
from linkage.steps.statistics.tables.data_quality_rows import states_sql
from linkage.steps.statistics.tables.over_merged_person import over_merged_linked_sql
from linkage.steps.statistics.tables.patients_by_setting import patients_by_setting_sql
from linkage.strike.load import kept_event_sql, load_imaged, load_published, no_opt_out
from linkage.strike.moved import moved_sql, sums_sql
from linkage.strike.struck_month import StruckMonth
from linkage.words.estimate import estimate_sql
from linkage.words.expected_wrong import expected_wrong_share_sql
from linkage.words.figure import NATIONAL
from linkage.words.publication import PUBLICATIONS


def count_alone(engine: Engine, one: StruckMonth) -> None:
    """
    Statistics of the month that are counted for itself, put aside until those of all months are made.

    Reads old_statistics, struck_now, struck_person, links, pathways and events of the month, and as they were before.
    Of a month of which nothing is kept that is all that can be made again: sums over people.
    """
    engine.create("touched_person", touched_sql())
    parts = kept_parts(engine, one.kept, one.month) if one.is_kept else published_parts(engine, one)
    rows = [*parts, flow_sql(), false_share_sql()]
    engine.create(
        alone_table(one),
        " union all ".join(f"select {listed_sql(None)} from ({part}) as part" for part in rows),
    )
    engine.drop("touched_person")


def alone_table(one: StruckMonth) -> str:
    """The table that keeps them."""
    return f"alone_of_{one.month.replace('-', '_')}"


def ranks_of(engine: Engine) -> tuple[str, ...]:
    """The ranks of the month of old_statistics, see ranks_sql."""
    return tuple(str(row[0]) for row in engine.rows(ranks_sql()))


def is_national(engine: Engine) -> bool:
    """Whether the numbers of the month of old_statistics are national."""
    return bool(engine.scalar(national_rows_sql()))


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
    staying = "kept.event_id in (select event_id from links)"
    own = f"{engine.parquet_sql(kept / 'event.parquet')} as kept"
    engine.view("event", kept_event_sql(staying, source=own), is_checked=True)
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


def published_parts(engine: Engine, one: StruckMonth) -> tuple[str, ...]:
    """What the published tables allow where nothing is kept: sums over people, less those of the touched."""
    for side in ("before", "after"):
        load_published(engine, one.month, side)
        parts = make_event_parts(engine, one.ranks, has_p=False)
        united = "\n        union all\n".join(
            f"select {listed_sql(None)} from ({part}) as part" for part in parts
        )
        engine.create(f"moved_{side}", f"select * from ({united}) as united where {sums_sql(is_kept=False)}")
        drop_event_parts(engine)
    return (moved_sql(sums_sql(is_kept=False)),)


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
