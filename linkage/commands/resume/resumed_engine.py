"""The working tables of a run that was broken off, opened and held to what was written down of them."""

from collections.abc import Callable, Sequence

import duckdb

from linkage.cache.entry import is_whole
from linkage.commands.resume.whole_steps import ASIDE, WholeSteps
from linkage.engine.quote import identifier
from linkage.engine.working import WorkingEngine
from linkage.errors import IntegrityError, LinkageError
from linkage.release import adoption
from linkage.release.broken_run import WholeStep


def resumed_engine(whole: WholeSteps, open_tables: Callable[[], WorkingEngine]) -> WorkingEngine:
    """
    An engine with the tables of the whole steps and no others; where they cannot be used, an empty one.

    Every table is held to its contract and its number of rows. The user is told where the run begins anew.
    """
    engine = opened_as_left(whole, open_tables) if whole.run.steps else None
    if engine is None:
        whole.forget()
        adoption.sweep(whole.layout.work)
        engine = open_tables()
    whole.engine, engine.before_writing = engine, whole.before_writing
    return engine


def opened_as_left(whole: WholeSteps, open_tables: Callable[[], WorkingEngine]) -> WorkingEngine | None:
    """The engine as the broken run left it, but for what it had half made; None where it is not as it should be."""
    engine = None
    try:
        expect_entries(whole)
        engine = open_tables()
        keep_whole(engine, whole.run.steps)
    except (LinkageError, duckdb.Error):
        if engine is not None:
            engine.close()
        whole.warn(
            "a run was broken off, and its working tables cannot be used: they, or what they name in cache/, are "
            "damaged, or not those that it wrote down; this one begins anew"
        )
        return None
    return engine


def keep_whole(engine: WorkingEngine, steps: Sequence[WholeStep]) -> None:
    """Drop what no whole step gave; LinkageError when a table of one is not there, or not as it was."""
    rows: dict[str, list[int]] = {}
    for step in steps:
        for table, count in step.tables.items():
            rows.setdefault(table, []).append(count)
    there = sorted(engine.tables())
    asides = {table: aside for table, aside in ASIDE.items() if table in rows and aside in there}
    for table, aside in asides.items():
        expect(engine, aside, rows[table][0])
        if len(rows[table]) == 1:
            engine.create(table, f"select * from {identifier(aside)}")
    for table, counts in rows.items():
        expect(engine, table, counts[-1])
    needed = {*rows, *(aside for table, aside in asides.items() if len(rows[table]) > 1)}
    for name in there:
        if name not in needed:
            engine.drop(name)


def expect_entries(whole: WholeSteps) -> None:
    """IntegrityError unless every entry of the cache that a step used is there as it was."""
    for name in sorted({name for step in whole.run.steps for name in step.entries}):
        if not is_whole(whole.layout.cache / name):
            raise IntegrityError(f"cache/{name}: it is not as it was written down")


def expect(engine: WorkingEngine, table: str, rows: int) -> None:
    """IntegrityError unless the table keeps its contract and has so many rows."""
    if engine.kept_contract(table) != rows:
        raise IntegrityError(f"table {table}: it has not the rows that were written down")
