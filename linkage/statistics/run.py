"""The step: links and events in, the tidy table out."""

from collections.abc import Iterable

from linkage.config import codes
from linkage.config.rules import Rules
from linkage.engine.base import Engine, Row
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
    links, pathways, event, events, spell_episode, attendance, appointment and the counts -> statistics.

    For `month` (YYYY-MM), whose last day is given; with rank P also holdout and pool_phi. The level is that of a
    month that is not national; `complete_statistics` says otherwise.
    """
    readings = [
        (row["code"], relation)
        for row in codes.read("setting_relation")
        for relation in row["relations"].split()
    ]
    engine.load("setting_relation", {"code": "text", "relation": "text"}, readings)
    made = {
        "outcome": outcome.outcome_sql(engine.dialect),
        "tally": match_rate.tally_sql(),
        "field_tally": data_quality.field_tally_sql(),
        "field_totals": data_quality.field_totals_sql(),
        "setting_patient": patients_by_setting.setting_patient_sql(f"{month}-01", last_day),
        "waited": waits.waited_sql(),
        "wait_patient": waits.wait_patient_sql(),
        "wait_day": waits.wait_day_sql(),
        "wait_percentile": waits.wait_percentile_sql(),
        "concordant_event": concordance.concordant_event_sql(),
    }
    for table, query in made.items():
        engine.create(table, query)
    parts = (
        match_rank.match_rank_sql(rules),
        match_rate.match_rate_by_sql(),
        data_quality.field_sql(),
        data_quality.counts_sql(month),
        linkage_error.make_linkage_error(engine, has_p=rules.p is not None),
        patients_by_setting.patients_by_setting_sql(month),
        modality_by_setting.modality_by_setting_sql(),
        waits.waits_sql(),
        concordance.concordance_sql(),
        implausible.implausible_sql(),
    )
    columns = f"{NUMBERS}, {level_sql(is_national=False)} as level, {PEOPLE}"
    united = "\n        union all\n".join(f"select {columns} from ({part}) as part" for part in parts)
    engine.create("statistics", united)
    for table in (*made, *linkage_error.TABLES, "setting_relation"):
        engine.drop(table)


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
    leveled = f"select {NUMBERS}, {level_sql(is_national=is_national)} as level, {PEOPLE} from"
    engine.create("month_statistics", f"{leveled} statistics")
    engine.load("account_statistics", contract("statistics").types, account)
    none = "select * from month_statistics where false"
    engine.create("earlier_statistics", f"select {COLUMNS} from {earlier}" if earlier else none)
    parts = [
        "select * from month_statistics",
        f"{leveled} account_statistics",
        publication.publication_sql(month),
    ]
    if before:
        parts.append(change.change_sql(month, before))
    united = "\n        union all\n".join(f"select {COLUMNS} from ({part}) as part" for part in parts)
    engine.create("statistics", united)
    for table in ("month_statistics", "account_statistics", "earlier_statistics"):
        engine.drop(table)
