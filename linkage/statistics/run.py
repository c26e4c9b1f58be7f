"""The step: links and events in, the tidy table out."""

from collections.abc import Callable, Iterable, Sequence

from linkage.config.rules import Rules
from linkage.engine.base import Engine, Row
from linkage.relations.every import EXPECTED
from linkage.statistics import (
    change,
    concordance,
    data_quality,
    implausible,
    linkage_error,
    match_rank,
    match_rate,
    modality_by_setting,
    outcome,
    patients_by_setting,
    publication,
    waits,
)
from linkage.statistics.level import level_sql
from linkage.tables import contract

NUMBERS = 'period, "table", breakdown, category, measure, numerator, denominator, value'
PEOPLE = "numerator_people, complement_people"
COLUMNS = f"{NUMBERS}, level, {PEOPLE}"


def make_statistics(engine: Engine, rules: Rules, month: str, last_day: str) -> None:
    """
    links, pathways, event, events, spell_episode, attendance, appointment, the counts -> statistics, setting_patient.

    For `month` (YYYY-MM), whose last day is given; with rank P also holdout and pool_phi. The level is that of a
    month that is not national; `complete_statistics` says otherwise.
    """
    engine.create("setting_patient", patients_by_setting.setting_patient_sql(f"{month}-01", last_day))
    parts = (
        *make_event_parts(engine, match_rank.rank_names(rules), has_p=rules.p is not None),
        data_quality.counts_sql(month),
        patients_by_setting.patients_by_setting_sql(month),
    )
    unite(engine, "statistics", leveled(parts, is_national=False))
    drop_event_parts(engine)


def make_event_parts(engine: Engine, ranks: Sequence[str], *, has_p: bool) -> tuple[str, ...]:
    """
    The queries of the statistics that are counted from events, and the tables they read.

    Reads links, pathways, event, events and whether there is a postcode_area; with rank P also holdout and pool_phi.
    """
    engine.load("setting_relation", {"code": "text", "relation": "text"}, EXPECTED)
    engine.create("outcome", outcome.outcome_sql(engine.dialect))
    for table, query in EVENT_TABLES.items():
        engine.create(table, query())
    return (
        match_rank.match_rank_sql(ranks),
        match_rate.match_rate_by_sql(),
        data_quality.field_sql(),
        linkage_error.make_linkage_error(engine, has_p=has_p),
        modality_by_setting.modality_by_setting_sql(),
        waits.waits_sql(),
        concordance.concordance_sql(),
        implausible.implausible_sql(),
    )


EVENT_TABLES: dict[str, Callable[[], str]] = {
    "tally": match_rate.tally_sql,
    "field_tally": data_quality.field_tally_sql,
    "field_totals": data_quality.field_totals_sql,
    "waited": waits.waited_sql,
    "wait_patient": waits.wait_patient_sql,
    "wait_day": waits.wait_day_sql,
    "wait_percentile": waits.wait_percentile_sql,
    "concordant_event": concordance.concordant_event_sql,
}
"""The tables that those statistics are counted from, each reading `outcome` and those before it."""


def drop_event_parts(engine: Engine) -> None:
    """Forget the tables of make_event_parts, once the rows are made."""
    for table in ("outcome", *EVENT_TABLES, *linkage_error.TABLES, "setting_relation"):
        engine.drop(table)


def leveled(parts: Iterable[str], *, is_national: bool) -> list[str]:
    """Queries of statistics rows with the level that they have in a month of this scope."""
    level = level_sql(is_national=is_national)
    return [f"select {NUMBERS}, {level} as level, {PEOPLE} from ({part}) as part" for part in parts]


def unite(engine: Engine, table: str, parts: Iterable[str]) -> None:
    """Queries of statistics rows -> one table."""
    united = "\n        union all\n".join(f"select {COLUMNS} from ({part}) as part" for part in parts)
    engine.create(table, united)


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
    engine.load("account_statistics", contract("statistics").types, account)
    month_parts = ("select * from statistics", "select * from account_statistics")
    unite(engine, "month_statistics", leveled(month_parts, is_national=is_national))
    none = "select * from month_statistics where false"
    engine.create("earlier_statistics", f"select {COLUMNS} from {earlier}" if earlier else none)
    parts = [
        "select * from month_statistics",
        publication.publication_sql(month),
    ]
    if before:
        parts.append(change.change_sql(month, before))
    unite(engine, "statistics", parts)
    for table in ("month_statistics", "account_statistics", "earlier_statistics"):
        engine.drop(table)
