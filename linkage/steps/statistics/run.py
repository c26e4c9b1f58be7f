"""The step: links and events in, the tidy table out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from linkage.config.rules import Rules
from linkage.engine.base import Engine, Row
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, Made, briefly, made, make, make_all
from linkage.steps.statistics.columns import listed_sql, types
from linkage.steps.statistics.every import counted_from
from linkage.steps.statistics.level import level_sql
from linkage.steps.statistics.outcome import outcome_sql
from linkage.steps.statistics.rank_names import rank_names
from linkage.words.statistic import Asked, CountedFrom, Statistic


def statistics_items(dialect: Dialect, rules: Rules, month: str, last_day: str) -> tuple[Item, ...]:
    """
    links, pathways, event, events, spell_episode, attendance, appointment, the counts -> statistics, setting_patient.

    For `month` (YYYY-MM), whose last day is given; with rank P also holdout and pool_phi. The level is that of a
    month that is not national; `completed_items` says otherwise.
    """
    asked = Asked(
        dialect, month, last_day, rank_names(rules), has_p=rules.p is not None,
        imaging_appointments=rules.contacts.imaging_appointments,
    )  # fmt: skip
    records = counted_from(CountedFrom.RECORDS, asked)
    parts = [*event_parts(asked), *(statistic.rows_sql(asked) for statistic in records)]
    return briefly(
        (
            *event_items(asked),
            *(item for statistic in records for item in statistic.items(asked)),
            *one_by_one("statistics", leveled(parts, is_national=False)),
        )
    )


def anything(_statistic: Statistic) -> bool:
    """Whether a statistic is wanted: every one is."""
    return True


def event_items(asked: Asked, wanted: Callable[[Statistic], bool] = anything) -> tuple[Item, ...]:
    """
    The tables that statistics of events are counted from, or those of them that are `wanted`.

    Reads links, pathways, event, events and whether there is a postcode_area; with rank P also holdout and pool_phi.
    """
    counted = filter(wanted, counted_from(CountedFrom.EVENTS, asked))
    return (
        made("outcome", outcome_sql, asked.dialect),
        *(item for statistic in counted for item in statistic.items(asked)),
    )


def event_parts(asked: Asked, wanted: Callable[[Statistic], bool] = anything) -> tuple[str, ...]:
    """The queries of the statistics of events that are `wanted`; they read the tables of `event_items`."""
    counted = filter(wanted, counted_from(CountedFrom.EVENTS, asked))
    return tuple(statistic.rows_sql(asked) for statistic in counted)


def completed_items(
    asked: Asked, account: Sequence[Row], earlier: str | None, *, is_national: bool
) -> tuple[Item, ...]:
    """Statistics -> the same with what `complete_statistics` adds."""
    month_parts = ("select * from statistics", "select * from account_statistics")
    none = "select * from month_statistics where false"
    compared = [statistic.rows_sql(asked) for statistic in counted_from(CountedFrom.STATISTICS, asked)]
    return (
        Listed("account_statistics", types(), account),
        Made("month_statistics", united_sql(leveled(month_parts, is_national=is_national))),
        Made("earlier_statistics", f"select {listed_sql()} from {earlier}" if earlier else none),
        made("statistics", united_sql, ["select * from month_statistics", *compared]),
    )


def leveled(parts: Iterable[str], *, is_national: bool) -> list[str]:
    """Queries of statistics rows with the level that they have in a month of this scope."""
    listed = listed_sql(level_sql(is_national=is_national))
    return [f"select {listed} from ({part}) as part" for part in parts]


def united_sql(parts: Iterable[str]) -> str:
    """One query of several of statistics rows."""
    return "\n        union all\n".join(f"select {listed_sql()} from ({part}) as part" for part in parts)


def one_by_one(table: str, parts: Sequence[str]) -> Iterator[Made]:
    """
    Queries of statistics rows -> one table, each query a statement of its own.

    In one statement the groups of all would be held at once, more than the events and links that they are counted from.
    """
    named = [f"{table}_part_{nth}" for nth in range(len(parts))]
    for name, part in zip(named, parts, strict=True):
        yield Made(name, part)
    yield Made(table, united_sql(f"select * from {name}" for name in named))


def make_statistics(engine: Engine, rules: Rules, month: str, last_day: str) -> None:
    """Make the tables of `statistics_items`."""
    make(engine, statistics_items(engine.dialect, rules, month, last_day))


def complete_statistics(
    engine: Engine,
    month: str,
    account: Iterable[Row],
    earlier: str | None,
    before: str | None,
    *,
    is_national: bool = False,
) -> None:
    """
    Add to `statistics` what is known only once the month is linked: its account, its publications, its change.

    `account` are rows of the contract. `earlier` is a table expression of the last release's statistics, of which
    `before` is the month to compare with; None before the first release. `is_national` is the scope of the month.
    """
    asked = Asked(engine.dialect, month, before=before or None)
    make(engine, completed_items(asked, tuple(account), earlier, is_national=is_national))


def make_event_parts(
    engine: Engine, ranks: Sequence[str], *, has_p: bool, wanted: Callable[[Statistic], bool] = anything
) -> tuple[str, ...]:
    """Make the tables of `event_items`, to be forgotten by `drop_event_parts`; the queries that read them."""
    asked = Asked(engine.dialect, ranks=tuple(ranks), has_p=has_p)
    make_all(engine, briefly(event_items(asked, wanted)))
    return event_parts(asked, wanted)


def drop_event_parts(engine: Engine) -> None:
    """Forget the tables of make_event_parts, once the rows are made."""
    for item in event_items(Asked(engine.dialect, has_p=True)):
        for table in item.writes:
            engine.drop(table)


def unite(engine: Engine, table: str, parts: Iterable[str]) -> None:
    """Queries of statistics rows -> one table."""
    engine.create(table, united_sql(parts))
