"""A release looked at whole: its files against the manifest, then, where these are right, its tables by each other."""

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.release import journal
from linkage.release.coherence import coherence_problems
from linkage.release.layout import Layout
from linkage.release.problem import Problem
from linkage.release.record.manifest import NAME, read_manifest
from linkage.release.verify import verify


def verify_whole(
    layout: Layout, number: str | None, *, memory_limit: str | None = None, threads: int | None = None
) -> list[Problem]:
    """Everything wrong with release `number`, or the current one; see `verify`, with its errors, and `coherence`."""
    problems = verify(layout, number)
    wanted = number or layout.led_to()
    if problems or wanted is None or wanted in journal.removals(layout.journal):
        return problems
    engine = DuckDBEngine(Session(folders=(layout.output,), memory_limit=memory_limit, threads=threads))
    try:
        return coherence_problems(engine, layout, read_manifest(layout.release(wanted) / NAME))
    finally:
        engine.close()
