"""A month of a release as a review sees it: its strata, and the events that somebody asks about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.engine.duckdb import DuckDBEngine
from linkage.release.layout import Layout
from linkage.review.stratum import DECIDED, sizes_sql, strata_sql
from linkage.session.workspace import reading_engine


@dataclass(frozen=True)
class Now:
    """An event as the release has it: its stratum, None once settled, and its link."""

    stratum: str | None
    linked: str | None


@dataclass(frozen=True)
class MonthNow:
    """A month of a release."""

    sizes: Mapping[str, int]
    events: Mapping[str, Now]
    """Of those asked about, those that are there."""


def month_now(job: Job, layout: Layout, folder: Path, month: str, asked: Iterable[str]) -> MonthNow:
    """The strata of a month of the release in `folder`, and the events that are asked about."""
    files = sorted((folder / "links" / f"test_month={month}").glob("*.parquet"))
    if not files:
        return MonthNow({}, {})
    engine: DuckDBEngine = reading_engine(job, layout, unsafe_debug=False)
    try:
        links = engine.parquet_sql(*files)
        engine.view("review_stratum", strata_sql(links))
        sizes = {
            "/".join(map(str, parts)): int(str(events))
            for *parts, events, _ in engine.rows(sizes_sql("review_stratum"))
        }
        engine.load("review_asked", {"event_id": "text"}, [(event,) for event in sorted(asked)])
        rows = engine.rows(
            f"""
            select links.event_id, links.reason = '{DECIDED}', links.person_id, held.side, held.rank, held.band,
                held.ambiguity
            from {links} as links
            join review_asked as asked on asked.event_id = links.event_id
            left join review_stratum as held on held.event_id = links.event_id"""
        )
    finally:
        engine.close()
    events = {
        str(event): Now(
            None if is_settled else "/".join(map(str, parts)), None if linked is None else str(linked)
        )
        for event, is_settled, linked, *parts in rows
    }
    return MonthNow(sizes, events)
