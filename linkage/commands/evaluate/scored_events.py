"""
Events with a probability, and whose each is: the person linked, or else the one whom rank P thought best.

Whom rank P thought best stands in the candidates of the run that made the month: a release of several months is judged
on as many files.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from linkage.commands.explain.candidate_evidence import candidate_file, why_gone
from linkage.engine.base import Engine
from linkage.engine.empty import no_rows_sql
from linkage.engine.quote import literal
from linkage.release.layout import Layout

USABLE_NUMBERS = ("valid", "test_number")
"""States of an NHS number that takes part in linking."""
CANDIDATE = {
    **dict.fromkeys(("test_month", "release", "event_id", "person_id"), "text"),
    "match_weight": "double",
}


class MonthCandidates(NamedTuple):
    """The candidates of one month, as the release that made it left them."""

    month: str
    release: str
    file: Path


def month_candidates(
    engine: Engine, layout: Layout, warn: Callable[[str], None]
) -> Iterator[MonthCandidates]:
    """
    released_links -> the candidates of each month of the release.

    Where they are gone it warns: of that month only links are judged.
    """
    made = engine.rows(
        "select test_month, release from released_links group by test_month, release order by 1, 2"
    )
    for month, release in ((str(month), str(release)) for month, release in made):
        layout.home.bring(layout, release, "secure")
        if why_not := why_gone(layout, release, month):
            warn(f"events of {month} that are not linked are left out of calibration: {why_not}")
        else:
            yield MonthCandidates(month, release, candidate_file(layout, release, month))


def candidate_sql(engine: Engine, files: Sequence[MonthCandidates]) -> str:
    """The pairs that have a weight, by month: files of several versions differ in other columns."""
    if not files:
        return no_rows_sql(CANDIDATE)
    each = (
        f"""
            select {literal(one.month)} as test_month, {literal(one.release)} as release,
                event_id, person_id, match_weight
            from {engine.parquet_sql(one.file)}
            where match_weight is not null"""
        for one in files
    )
    return " union all".join(each)


def scored_sql(candidates: str) -> str:
    """
    released_links, released_events and the query `candidates` -> one row per event with a probability, and whose it is.

    Equal people are left out, since no posterior speaks for one of them. An event whose test date was corrected has
    candidates in two months: those of the month it is released in count.
    """
    numbered = ", ".join(map(literal, USABLE_NUMBERS))
    return f"""
        with best as (
            select test_month, release, event_id, person_id, match_weight,
                max(match_weight) over (partition by test_month, release, event_id) as best_weight
            from ({candidates}
            ) as candidate
        ),
        alone as (
            select test_month, release, event_id, min(person_id) as person_id
            from best
            where match_weight = best_weight
            group by test_month, release, event_id
            having count(*) = 1
        )
        select links.event_id, coalesce(links.person_id, alone.person_id) as person_id, links.match_probability,
            coalesce(events.nhs_number_state in ({numbered}), false) as has_number
        from released_links as links
        left join released_events as events on events.event_id = links.event_id
        left join alone
          on alone.event_id = links.event_id and alone.test_month = links.test_month
         and alone.release = links.release
        where links.match_probability is not null
          and (links.person_id is not null or alone.person_id is not null)"""
