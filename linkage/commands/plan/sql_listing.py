"""What the steps of a run would make, table by table, with the SQL of each: what an approver reads is what runs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent, indent

from linkage import tables
from linkage.commands.plan.month_plan import key_in_use, planned_model
from linkage.commands.plan.run_plan import NO_KEY
from linkage.commands.run.opened_run import with_kept
from linkage.common_steps import Step
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import Item, Listed, Worked
from linkage.errors import ConfigError
from linkage.pipeline import monthly_steps
from linkage.release.content.published_events import published_events_sql
from linkage.release.history import current
from linkage.session.run_inputs import job_inputs
from linkage.session.sources import sources
from linkage.session.stores.job_layout import bring_current, looked_at
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import dialect_of, lists

EVERY = "all"


@dataclass(frozen=True)
class Listing:
    """One place in the order of a run."""

    step: str
    tables: tuple[str, ...]
    grain: str
    """Of the table, from its contract; empty where it has none."""
    meaning: str
    sql: str
    """Empty for what no query makes."""
    rows: int | None = None
    """How many rows configuration gives; None for anything else."""
    reads: tuple[str, ...] = ()
    """The tables that a function reads; empty for queries, which say it."""


def list_sql(job: Job, month: str, wanted: str, around: Surroundings) -> tuple[Listing, ...]:
    """
    The listings of a run for `month` (YYYY-MM): of every step, or of the one `wanted`. Reads no input file.

    Raises ConfigError for a step that the run would not have.
    """
    rules = load_rules(job)
    model, told = planned_model(job, rules)
    layout = looked_at(job)
    bring_current(layout)
    previous = current(layout)
    key = key_in_use(job, previous, around.environment) or NO_KEY
    inputs = job_inputs(job, rules, model, key, found=sources(job), supplied=lists(job), digests={})
    if previous:
        engine = DuckDBEngine()
        published = published_events_sql(engine, layout, previous)
        engine.close()
        inputs = replace(with_kept(inputs, previous), published_events=published)
    if rules.p is not None and model is None:
        around.warn(f"rank P cannot be shown: {told}")
    target = job.linkage.target_false_match_rate
    steps = monthly_steps(inputs, dialect_of(job), month, layout.next_number(), target)
    names = [step.name for step in steps]
    if wanted not in (EVERY, *names):
        raise ConfigError(f"--sql: this run has no such step; name one of {', '.join(names)}")
    return tuple(listings(step for step in steps if wanted in (EVERY, step.name)))


def listings(steps: Iterable[Step]) -> Iterator[Listing]:
    """Every item of the steps, and after a function what it makes inside."""
    for step in steps:
        yield from listed(step.name, step.items)


def listed(step: str, items: Sequence[Item]) -> Iterator[Listing]:
    """See listings."""
    for item in items:
        contract = tables.find(item.writes[0]) if len(item.writes) == 1 else None
        yield Listing(
            step,
            item.writes,
            contract.grain if contract else "",
            item.meaning,
            dedent(getattr(item, "query", "")).strip(),
            len(item.rows) if isinstance(item, Listed) else None,
            item.reads if isinstance(item, Worked) else (),
        )
        if isinstance(item, Worked):
            yield from listed(step, item.inside)


def sql_lines(found: Iterable[Listing]) -> Iterator[str]:
    """A script to read: each table with its grain and meaning above it."""
    step = None
    for one in found:
        if one.step != step:
            step = one.step
            yield f"-- ==== {step} ===="
            yield ""
        yield f"-- {', '.join(one.tables) or 'no table'}"
        for text in filter(None, (one.grain, one.meaning)):
            yield indent(text, "--   ", lambda _: True)
        if one.sql:
            yield f"create table {one.tables[0]} as\n{one.sql};"
        elif one.rows is not None:
            yield f"--   {one.rows:,} row(s) of configuration"
        else:
            source = f" from {', '.join(one.reads)}" if one.reads else ""
            yield f"--   worked out by the program{source}"
        yield ""
