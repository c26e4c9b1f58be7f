"""Sums over people once some of these have been counted anew: the old number, less theirs before, and theirs now."""

from collections.abc import Iterable

from linkage.steps.statistics.every import every
from linkage.words.names import DECISION

PAST = "before "
"""Stands before a month, and an event, as it was: what its change was against, and before some are struck."""

PLAIN = ("records", "people", "patients")
"""Measures whose value is their count; of the others it is the numerator's share of the denominator."""


def moved_sql(condition: str) -> str:
    """
    Statistics rows: those of old_statistics that meet `condition`, less moved_before, and moved_after in its place.

    A category of which nothing is left has no row; ranks and totals have one always, links of reviewers only where any
    is left.
    """
    key = ("period", "table", "breakdown", "category", "measure")
    counts = ("numerator", "denominator", "numerator_people", "complement_people")
    same = {side: " and ".join(f'{side}."{name}" = old."{name}"' for name in key) for side in ("past", "now")}
    left = {name: f"old.{name} - coalesce(past.{name}, 0) + coalesce(now.{name}, 0)" for name in counts}
    listed, records = ", ".join(f"{value} as {name}" for name, value in left.items()), left["numerator"]
    plain = ", ".join(f"'{measure}'" for measure in PLAIN)
    return f"""
        select period, "table", breakdown, category, measure, numerator, denominator,
            case when measure in ({plain}) then cast(numerator as double)
                else cast(numerator as double) / nullif(denominator, 0) end as value,
            level, numerator_people, complement_people
        from (
            select old.period, old."table", old.breakdown, old.category, old.measure, old.level, {listed},
                max(case when old.measure = 'records' then {records} end)
                    over (partition by old.period, old."table", old.breakdown, old.category) as records
            from (select * from old_statistics where {condition}) as old
            left join moved_before as past on {same["past"]}
            left join moved_after as now on {same["now"]}
        ) as moved
        where ("table" = 'match_rank' and not (category = '{DECISION}' and records = 0))
           or ("table" <> 'match_rank' and denominator > 0)"""


def carried_sql() -> str:
    """Whether a row speaks of nobody's events, and stands: the publications, counts of files and of hospital rows."""
    return any_sql((statistic.table, statistic.carried) for statistic in every())


def sums_sql(*, is_kept: bool) -> str:
    """Whether a row is a sum over people, so that those of some can be taken out; `is_kept`: by what is kept of it."""
    return any_sql(
        (statistic.table, statistic.sums_kept if is_kept else statistic.sums) for statistic in every()
    )


def any_sql(conditions: Iterable[tuple[str, str]]) -> str:
    """Whether a row is of one of the tables and meets its condition; those with a blank one are left out."""
    each = (f"(\"table\" = '{table}' and ({condition}))" for table, condition in conditions if condition)
    return f"({' or '.join(each)})"
