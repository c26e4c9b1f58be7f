"""Twins, and others whom nothing compared tells apart."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.research.truth.described import LINKED, Table, pooled
from linkage.engine.base import Engine


def alike(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Events of people with somebody like them in all three fields, by who is in the index; copied records apart."""
    rows: list[tuple[str, ...]] = []
    for phi, folder in folders.items():
        pooled(engine, folder)
        for is_there, events, linked, wrong in engine.rows(f"""
            select is_there, count(*), count(case when {LINKED} then 1 end),
                count(case when {LINKED} and not is_right then 1 end)
            from judged_event where others_alike > 0 and sex is not null and not is_copied
            group by is_there order by is_there desc"""):
            counts = [int(str(value)) for value in (events, linked, wrong)]
            rows.append(
                (
                    f"{phi:.2f}, {'both there' if is_there else 'only the other there'}",
                    *(f"{count:,}" for count in counts),
                    f"{counts[2] / counts[0]:.1%}",
                )
            )
    return ("phi, who is in the index", "events", "linked", "wrongly", "share"), rows
