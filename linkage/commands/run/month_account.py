"""What a run puts of itself into the statistics: the flow of rows, how far records reach, what rank P worked with."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from linkage.config.rules import Rules
from linkage.engine.base import Engine, Row
from linkage.engine.value import as_number, as_whole
from linkage.steps.statistics.columns import types
from linkage.steps.statistics.tables.of_run import timeliness
from linkage.words.estimate import estimate_sql
from linkage.words.expected_wrong import expected_wrong_share_sql
from linkage.words.figure import SUB_NATIONAL
from linkage.words.ledger import Ledger
from linkage.words.month import last_day


def account_rows(engine: Engine, rules: Rules, ledger: Ledger, month: str, target: float) -> list[Row]:
    """
    Statistics rows of the tables `flow` and, with rank P, `rank_p`.

    `target` is the share of wrong links that the job allows. Estimates have no numerator; counts of values none of
    people, since nobody is behind a row that was set aside.
    """
    rows = [row(month, "flow", "step", step, "rows", count) for step, count in asdict(ledger).items()]
    if rules.p is None:
        return rows
    told = {
        "threshold": "select probability from threshold",
        "copied_floor": "select copied_floor from threshold",
        "least_target": "select target from target_link where is_least",
        "expected_false_link_share": "select " + estimate_sql(f"({expected_wrong_share_sql()})"),
    }
    rows.append(row(month, "rank_p", "month", month, "target", value=target))
    rows += [
        row(month, "rank_p", "month", month, name, value=engine.number(query)) for name, query in told.items()
    ]
    rows += [
        row(month, "rank_p", "stratum", str(stratum), "phi", value=as_number(phi))
        for stratum, phi in engine.rows(
            "select stratum, phi from presence where stratum = coalesce(number_state, stratum) order by 1"
        )
    ]
    rows += [
        row(month, "rank_p", "month", month, str(name), value=as_number(value))
        for name, value in engine.rows(check_sql())
    ]
    rows += [
        row(month, "rank_p", "target", f"{as_number(aim):g}", "links_at_target", as_whole(events))
        for aim, events in engine.rows(
            "select target, events from target_link where not is_least order by target"
        )
    ]
    for block, values, events in left_out(engine):
        rows.append(row(month, "rank_p", "block_left_out", block, "values", values))
        rows.append(row(month, "rank_p", "block_left_out", block, "events", events))
    return rows


def reach_rows(month: str, reached: Mapping[str, date]) -> list[Row]:
    """
    Statistics rows of the table `timeliness`: by kind of hospital record the days from the end of `month` to its last.

    `reached` has the last day with the usual activity; a kind with too few records to tell is left out.
    """
    end = date.fromisoformat(last_day(month))
    return [
        row(month, timeliness.TABLE, "hospital", kind, timeliness.DAYS, value=float((until - end).days))
        for kind, until in sorted(reached.items())
    ]


def row(
    month: str,
    table: str,
    breakdown: str,
    category: str,
    measure: str,
    count: int | None = None,
    value: float | None = None,
) -> Row:
    """One row of the statistics, in the order of its contract: a count or an estimate; its level comes later."""
    shown = value if count is None else float(count)
    told = {
        "period": month,
        "table": table,
        "breakdown": breakdown,
        "category": category,
        "measure": measure,
        "numerator": count,
        "value": shown,
        "level": SUB_NATIONAL,
    }
    return tuple(told.get(name) for name in types())


def check_sql() -> str:
    """The checks of rank P beside the hold-out: name and value of each estimate, its ends, and what it rests on."""
    parts = {"": "value", "_low": "low", "_high": "high", "_records": "cast(records as double)"}
    each = (
        f"select concat(measure, '{end}') as name, {column} as value from rank_check"
        for end, column in parts.items()
    )
    return f"select name, value from ({' union all '.join(each)}) as told order by name"


def left_out(engine: Engine) -> tuple[tuple[str, int, int], ...]:
    """Blocks of rank P with values too large to compare: name, how many values, events that bear them."""
    return tuple(
        (str(block), as_whole(values), as_whole(events))
        for block, values, events in engine.rows(
            "select block, block_values, events from block_left_out order by block"
        )
    )
