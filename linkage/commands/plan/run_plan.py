"""What a run of a month would read, do and need, found out without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.plan.block_plan import BlockPlan, block_plans
from linkage.commands.plan.file_plan import FilePlan, file_plans, files_gone
from linkage.commands.plan.gate_plan import GatePlan, gate_plans
from linkage.commands.plan.month_plan import MonthPlan, key_in_use, plan_month, planned_model
from linkage.commands.plan.step_plan import StepPlan, step_plans
from linkage.commands.run.key_warnings import event_warnings
from linkage.commands.run.month_checks import no_event
from linkage.commands.run.monthly_run import current_manifest
from linkage.commands.run.superseded import FileRows, Lost, file_rows, lost_rows
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ResourceError
from linkage.person_index import index_folder, index_made_from
from linkage.pipeline import monthly_steps
from linkage.release.content.published_events import published_events_sql
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.footprint import Need, needs
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import lists, sources
from linkage.steps.index.store import is_kept
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.missing_columns import (
    file_columns,
    planned_columns,
    told_of_columns,
    told_of_fields,
)
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.model.versions import versions_told
from linkage.steps.standardise.run import standardise_events, standardise_organisations

NO_KEY = Key(bytes(64))
"""A plan shows no id, so before the first release it needs no key."""


@dataclass(frozen=True)
class EventPlan:
    """What the DID files hold."""

    months: Mapping[str, int]
    """Events by month of the test date, a replaced row not counted; oldest month first."""
    key_conflicts: int
    """Rows of any month that would be set aside: their site and accession number is of several people."""
    blocks: tuple[BlockPlan, ...]
    """The blocks of rank P; empty without rank P or before the person index is made."""
    superseded: tuple[FileRows, ...]
    """The files whose rows replaced others or were replaced."""
    lost: tuple[Lost, ...]
    """New files that lose rows to older ones."""
    fields_told: tuple[str, ...]
    """What is to be said of fields to link by that are blank."""
    keys_told: tuple[str, ...]
    """What is to be said of keys that are missing, or are of several people or days."""


@dataclass(frozen=True)
class RunPlan:
    """What `linkage run` would do for one month."""

    month: str
    standing: MonthPlan
    files: tuple[FilePlan, ...]
    files_gone: tuple[str, ...]
    events: EventPlan | None
    """None when the DID files are too large to be counted in memory alone."""
    months_not_published: tuple[str, ...]
    steps: tuple[StepPlan, ...]
    model: str
    """Its id, that none is needed, or what to do first."""
    index_is_kept: bool
    needs: tuple[Need, ...]
    gates: tuple[GatePlan, ...] = ()


def plan_run(job: Job, month: str, around: Surroundings) -> RunPlan:
    """
    The plan of `month` (YYYY-MM). Reads the job, every input file and the cached index; writes nothing.

    Raises ConfigError or InputError as a run would for a job or a file that cannot be used, and for a month that
    the files hold nothing of; but a model that has yet to be trained is only told.
    """
    rules, found, supplied = load_rules(job), sources(job), lists(job)
    model, model_told = planned_model(job, rules)
    if model and (told := versions_told(model)):
        around.warn(told)
    plans = plan_reading(found)
    layout = Layout(job.output)
    layout.check()
    previous = current_manifest(layout)
    with around.progress.step("files"):
        digests = fingerprints(found)
        files = file_plans(plans, digests, previous)
    standing = plan_month(job, rules, model, month, digests, supplied, previous, around.environment)
    key = key_in_use(job, previous, around.environment) or NO_KEY
    made_from = index_made_from(found, digests, rules, supplied)
    index = index_folder(layout, made_from)
    kept = is_kept(index, made_from)
    with around.progress.step("events"):
        engine = DuckDBEngine(
            Session(
                folders=(layout.output,),
                memory_limit=job.duckdb.memory_limit,
                threads=job.duckdb.threads,
                unsafe_debug=around.unsafe_debug,
            )
        )
        try:
            identities = identities_sql(engine, index) if kept else None
            did = [source for source in found if source.dataset == "did"]
            read_inputs(engine, did, digests)
            standardise_organisations(engine)
            standardise_events(
                engine,
                month,
                key.pads,
                published_events_sql(engine, layout, previous),
            )
            events = plan_events(engine, did, rules, identities, previous)
        except ResourceError:
            events = None
        finally:
            engine.close()
    for told in told_of_columns(found, planned_columns(plans)):
        around.warn(told)
    lost = [one.told() for one in events.lost] if events else []
    for told in (*events.fields_told, *events.keys_told, *lost) if events else ():
        around.warn(told)
    if events and standing.will_run and month not in events.months:
        raise no_event(month, events.months, events.key_conflicts)
    published = previous.months if previous else ()
    inputs = Inputs(found, digests, supplied, rules, model, key, layout, evidence=job.linkage.evidence)
    return RunPlan(
        month=month,
        standing=standing,
        files=files,
        files_gone=files_gone(plans, previous),
        events=events,
        months_not_published=tuple(name for name in events.months if name not in published) if events else (),
        steps=step_plans(
            monthly_steps(
                inputs, DuckDBDialect(), month, layout.next_number(), job.linkage.target_false_match_rate
            ),
            rules,
            index_is_kept=kept,
            opt_outs=len(supplied.opted_out_numbers),
            model_told=model_told,
        ),
        model=model_told,
        index_is_kept=kept,
        needs=needs(job, found),
        gates=gate_plans(job.gates, previous, month),
    )


def identities_sql(engine: Engine, index: Path) -> str:
    """The identities of a kept index, to be read where they lie."""
    columns = "identity_id, person_id, nhs_number, birth_date, sex, postcode"
    return f"select {columns} from {engine.parquet_sql(index / 'identity.parquet')}"


def plan_events(
    engine: Engine, did: Sequence[Source], rules: Rules, identities: str | None, previous: Manifest | None
) -> EventPlan:
    """What the DID files hold once they are read and standardised, in memory as in a run."""
    counted = "select test_month, count(*) from event_version where is_latest group by 1 order by 1"
    return EventPlan(
        months={str(name): int(str(events)) for name, events in engine.rows(counted)},
        key_conflicts=int(str(engine.scalar("select count(*) from key_conflict"))),
        blocks=block_plans(engine, rules.p, identities) if rules.p and identities else (),
        superseded=tuple(file_rows(engine).values()),
        lost=tuple(lost_rows(engine, previous)),
        fields_told=tuple(told_of_fields(engine, did, file_columns(engine))),
        keys_told=tuple(event_warnings(engine)),
    )
