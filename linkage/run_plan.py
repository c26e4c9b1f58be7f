"""What a run of a month would read, do and need, found out without writing anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkage.block_plan import BlockPlan, block_plans
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError
from linkage.file_plan import FilePlan, file_plans
from linkage.footprint import disk_needed, free_disk, memory_bytes, memory_needed
from linkage.index.store import load_index
from linkage.inputs.fingerprint import fingerprints
from linkage.inputs.plan import plan_reading
from linkage.inputs.read import read_inputs
from linkage.job import index_folder
from linkage.keys import Key
from linkage.monthly_run import current_manifest
from linkage.release.layout import Layout
from linkage.release.manifest import Manifest
from linkage.release.standing import standing
from linkage.standardise.run import standardise_events
from linkage.surroundings import Surroundings
from linkage.workspace import Lists, existing_key, fingerprint, lists, sources
from linkage.workspace import model as job_model

NO_PADS = (bytes(64), bytes(64))
"""A plan shows no id, so it needs no key."""


@dataclass(frozen=True)
class RunPlan:
    """What `linkage run` would do for one month."""

    month: str
    month_standing: str
    """new, unchanged, or what has changed."""
    needs_restate: bool
    files: tuple[FilePlan, ...]
    months: Mapping[str, int]
    """Events that the DID files hold, by month."""
    months_not_published: tuple[str, ...]
    steps: tuple[str, ...]
    model: str
    index: str
    blocks: tuple[BlockPlan, ...] = field(default=())
    memory_needed: int = 0
    memory_there: int = 0
    disk_needed: int = 0
    disk_free: int = 0


def plan_run(job: Job, month: str, around: Surroundings) -> RunPlan:
    """
    The plan of `month` (YYYY-MM). Reads the job, every input file and the cached index; writes nothing.

    Raises ConfigError or InputError as a run would for a job or a file that cannot be used.
    """
    rules, found, supplied = load_rules(job), sources(job), lists(job)
    plan_reading(found)
    layout, previous = Layout(job.output), current_manifest(Layout(job.output))
    digests = fingerprints(found)
    told, needs_restate = month_standing(job, rules, month, digests, supplied, previous, layout, around)
    folder = index_folder(layout, digests, rules, supplied)
    with around.progress.step("reading the DID files"):
        engine = DuckDBEngine(Session(folders=(layout.output,), unsafe_debug=around.unsafe_debug))
        try:
            read_inputs(engine, [source for source in found if source.dataset == "did"], digests)
            standardise_events(engine, month, NO_PADS)
            months = events_by_month(engine)
            is_cached = folder.exists() and load_index(engine, folder)
            blocks = block_plans(engine, rules.p) if is_cached and rules.p else ()
        finally:
            engine.close()
    published = previous.months if previous else ()
    place = next(path for path in (layout.output, *layout.output.parents) if path.exists())
    return RunPlan(
        month=month,
        month_standing=told,
        needs_restate=needs_restate,
        files=file_plans(found, digests, previous),
        months=months,
        months_not_published=tuple(name for name in months if name not in published),
        steps=steps(rules, supplied),
        model=model_told(job, rules),
        index="kept from an earlier run" if is_cached else "to be made from the HES files",
        blocks=blocks,
        memory_needed=memory_needed(found),
        memory_there=memory_bytes(),
        disk_needed=disk_needed(found),
        disk_free=free_disk(place),
    )


def month_standing(
    job: Job,
    rules: Rules,
    month: str,
    digests: dict[str, str],
    supplied: Lists,
    previous: Manifest | None,
    layout: Layout,
    around: Surroundings,
) -> tuple[str, bool]:
    """How the month stands against the current release, in words, and whether a run needs --restate."""
    if previous is None or month not in previous.fingerprints:
        return "new", False
    used = None if model_told(job, rules).startswith("none") else job_model(job, rules)
    key: Key = existing_key(job, layout, around.environment)
    found = standing(previous, month, fingerprint(digests, job, rules, used, supplied, key))
    if found == "unchanged":
        return f"published in release {previous.release}, nothing has changed: a run has nothing to do", False
    return f"published in release {previous.release}, changed since: {', '.join(found)}", True


def model_told(job: Job, rules: Rules) -> str:
    """The model a run would use, or what to do first."""
    if rules.p is None:
        return "none needed"
    try:
        found = job_model(job, rules)
    except ConfigError as problem:
        return f"none to use: {problem}"
    return found.model_id if found else "none needed"


def steps(rules: Rules, supplied: Lists) -> tuple[str, ...]:
    """The steps of a run, each with what it will do."""
    before = ", ".join(rank.rank for rank in rules.rank if not rank.after_p)
    after = ", ".join(rank.rank for rank in rules.rank if rank.after_p)
    return (
        "inputs: read, check and account for every row",
        "standardise: clean the identifiers of events and hospital records",
        f"ranks {before}, profile {rules.name}",
        *((f"rank P, then {after}" if after else "rank P",) if rules.p else ()),
        f"resolve: one person an event; {len(supplied.opted_out_numbers):,} opted-out numbers",
        "pathways: spells, relations, events",
        "statistics, release, report",
    )


def events_by_month(engine: DuckDBEngine) -> dict[str, int]:
    """Events of the DID files by month, oldest first."""
    counted = "select test_month, count(*) from event_version where is_latest group by 1 order by 1"
    return {str(name): int(str(events)) for name, events in engine.rows(counted)}
