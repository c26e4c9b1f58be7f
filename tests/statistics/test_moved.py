"""Sums over people from which some are struck: the rows that stay, and those that go with the last that they count."""

import duckdb
import pytest

from linkage.steps.statistics.tables.match_rank import match_rank_sql
from linkage.strike.moved import moved_sql

RANKS = ("1A", "P")
EVENTS = [("1A", "A"), ("1A", "B"), ("decision", "C"), ("decision", "C")]
"""Rank and person of each link."""


@pytest.mark.parametrize("stays", [2, 3])
def test_ranks_are_those_of_the_events_that_stay(stays: int) -> None:
    """Row by row as a restatement counts them: links of reviewers have rows while any is left, ranks always."""
    with duckdb.connect(config={"threads": 1}) as database:

        def counted(events: list[tuple[str, str]], ranks: tuple[str, ...] = RANKS) -> str:
            """The rows of the table, of these events."""
            drawn = ", ".join(f"('{rank}', '{person}')" for rank, person in events) or "(null, null)"
            table = f"""(select '2019-10' as period, 'linked' as status, match_rank, subject
                from (values {drawn}) as drawn (match_rank, subject) where match_rank is not null)"""
            query = match_rank_sql(ranks).replace("from outcome", f"from {table} as outcome")
            return f"select *, 'sub-national' as level from ({query}) as found"

        touched = {person for _, person in EVENTS[stays:]}
        before, after = ([event for event in one if event[1] in touched] for one in (EVENTS, EVENTS[:stays]))
        ranks = (*RANKS, "decision")
        database.execute(f"create table old_statistics as {counted(EVENTS)}")
        database.execute(f"create table moved_before as {counted(before, ranks)}")
        database.execute(f"create table moved_after as {counted(after, ranks)}")
        listed = 'category, measure, numerator, denominator, "value"'
        found = database.sql(f"select {listed} from ({moved_sql('true')}) as moved order by all").fetchall()

        assert (
            found
            == database.sql(
                f"select {listed} from ({counted(EVENTS[:stays])}) as new order by all"
            ).fetchall()
        )
        assert any(row[0] == "decision" for row in found) == (stays > 2)
