"""Precision and recall at several targets, each threshold set as a run sets it."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.research.truth.described import Table, pooled
from benchmarks.table import span
from linkage.engine.base import Engine
from linkage.words.share import Share

TARGETS = (0.001, 0.0015, 0.002, 0.003, 0.004)
PRUDENCE = 1.25
"""As the rules have it."""
HEAD = (
    *("phi", "target", "links", "precision", "95% interval", "false"),
    *("recall, findable", "recall, others"),
)

RUNNING = """
    select *, sum(1 - match_probability) over likeliest / count(*) over likeliest as expected
    from judged_event
    where match_probability >= 0.5 and person_id is not null
    window likeliest as (partition by seed order by match_probability desc
        range between unbounded preceding and current row)"""
"""The share of wrong links expected down to each event's probability."""


def targets(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """One row per phi and target, on the events without a number alone."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        pooled(engine, folder)
        engine.create("running", RUNNING)
        found = engine.rows(
            "select count(case when is_findable then 1 end), count(case when not is_findable"
            " and true_person_id is not null then 1 end), count(*) from judged_event"
        )[0]
        findable, others, events = (int(str(value)) for value in found)
        rows += [
            (f"{phi:.2f}, {events:,} events", *_row(engine, target, findable, others)) for target in TARGETS
        ]
    return HEAD, rows


def _row(engine: Engine, target: float, findable: int, others: int) -> tuple[str, ...]:
    counts = engine.rows(f"""
        select count(*), count(case when is_right then 1 end),
            count(case when is_right and is_findable then 1 end),
            count(case when is_right and not is_findable then 1 end)
        from running where expected <= {target / PRUDENCE}""")[0]
    links, right, right_findable, right_others = (int(str(value)) for value in counts)
    low, high = Share("precision", right, links).interval or (0, 0)
    return (
        f"{target:g}",
        f"{links:,}",
        f"{right / max(links, 1):.3%}",
        span(low, high, 3),
        f"1 in {links / max(links - right, 1):,.0f}",
        f"{right_findable / findable:.2%}",
        f"{right_others / others:.2%}",
    )
