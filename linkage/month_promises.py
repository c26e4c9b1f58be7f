"""What holds of a job's own months and ranks, whatever the files and the rules say."""

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.making import Worked
from linkage.errors import IntegrityError
from linkage.steps.statistics.rank_names import rank_names


def keep_ranks(engine: Engine, rules: Rules) -> None:
    """IntegrityError unless every link is of a rank of the rules, or of rank P where they have it."""
    listed = ", ".join(f"'{name}'" for name in rank_names(rules))
    strange = engine.count(f"select count(*) from links where match_rank not in ({listed})")
    if strange:
        raise IntegrityError(f"table links: {strange:,} rows are of a rank that the rules do not have")


def kept_ranks(rules: Rules) -> Worked:
    """No table: every link is of a rank of the rules."""
    return Worked(
        lambda engine: keep_ranks(engine, rules),
        "Refuses links of a rank that the rules do not have.",
        reads=("links",),
        writes=(),
    )


def months_sql() -> str:
    """
    The months that the events are of, in order; one that has hardly any beside the largest is a slip of the year.

    Ages are reckoned at the end of the last: a test of the year 9999 would leave nobody of any age.
    """
    return """
        select test_month
        from (
            select test_month, count(*) as events, max(count(*)) over () as most
            from event
            group by test_month
        ) as counted
        where events * 100 >= most
        order by 1"""
