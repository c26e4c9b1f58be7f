"""The links of a release held against the truth of a synthetic world, event by event."""

import os
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.evaluate.evaluation import load_truth
from linkage.config.load import load_job
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.release.layout import Layout
from linkage.release.shown import shown
from linkage.session.workspace import existing_key


@dataclass(frozen=True)
class JudgedLink:
    """One link of the release."""

    rank: str
    probability: float | None
    """Null where the rank that made the link has none."""
    has_number: bool
    is_right: bool


def judged_links(job_file: Path, truth: Path) -> list[JudgedLink]:
    """Every link of the current release of a job; SystemExit when it has none."""
    job = load_job(job_file)
    layout = Layout(job.output)
    number = shown(layout)
    if number is None:
        raise SystemExit("nothing was published")
    engine = DuckDBEngine(Session(folders=(layout.output,)))
    load_truth(engine, truth, existing_key(job, layout, os.environ).pads("event"))
    for table in ("links", "events"):
        files = sorted((layout.release(number) / table).glob("*/*.parquet"))
        engine.create(f"released_{table}", f"select * from {engine.parquet_sql(*files)}")
    rows = engine.rows("""
        select links.match_rank, links.match_probability, event.nhs_number_state in ('valid', 'test_number'),
            coalesce(links.person_id = truth.person_id, false)
        from released_links as links
        join truth on truth.event_id = links.event_id
        join released_events as event on event.event_id = links.event_id
        where links.status = 'linked'
        order by links.event_id""")
    engine.close()
    return [
        JudgedLink(str(rank), None if chance is None else float(str(chance)), bool(number), bool(right))
        for rank, chance, number, right in rows
    ]


def wrong_at(links: list[JudgedLink], right: int) -> int:
    """
    Wrong links left when links are given up, the least probable first, down to `right` right ones.

    A link without a probability is given up last. Below `right` from the start: all wrong ones.
    """
    surest = sorted(
        links, key=lambda one: (-(1 if one.probability is None else one.probability), one.is_right)
    )
    found = wrong = 0
    for one in surest:
        found += one.is_right
        wrong += not one.is_right
        if found >= right:
            break
    return wrong
