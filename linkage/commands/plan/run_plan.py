"""What a run of a month would read, do and need, found out without writing anything."""

from dataclasses import dataclass
from pathlib import Path

from linkage.commands.plan.event_plan import EventPlan, counted_events
from linkage.commands.plan.file_plan import FilePlan, file_plans, files_gone
from linkage.commands.plan.gate_plan import GatePlan, gate_plans
from linkage.commands.plan.month_plan import MonthPlan, key_in_use, plan_month, planned_model
from linkage.commands.plan.step_plan import StepPlan, step_plans
from linkage.commands.run.month_checks import no_event
from linkage.commands.run.release_run import current_manifest
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.editions.index import index_edition
from linkage.engine.dialect import DuckDBDialect
from linkage.pipeline import monthly_steps
from linkage.release.layout import Layout
from linkage.session.footprint import Need, needs
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs, job_inputs
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import lists, sources
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.missing_columns import planned_columns, told_of_columns
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.probabilistic.model.versions import versions_told

NO_KEY = Key(bytes(64))
"""A plan shows no id, so before the first release it needs no key."""


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
    if model and (warning := versions_told(model)):
        around.warn(warning)
    plans = plan_reading(found)
    layout = Layout(job.output)
    layout.check()
    previous = current_manifest(layout)
    with around.progress.step("files"):
        digests = fingerprints(found)
        files = file_plans(plans, digests, previous)
    key = key_in_use(job, previous, around.environment) or NO_KEY
    inputs = job_inputs(job, rules, model, key, found=found, supplied=supplied, digests=digests)
    standing = plan_month(job, inputs, month, previous)
    index = kept_index(inputs)
    with around.progress.step("events"):
        events = counted_events(job, inputs, month, previous, index, around)
    for warning in told_of_columns(found, planned_columns(plans)):
        around.warn(warning)
    for warning in events.warnings() if events else ():
        around.warn(warning)
    if events and standing.will_run and month not in events.months:
        raise no_event(month, events.months, events.key_conflicts)
    published = previous.months if previous else ()
    return RunPlan(
        month=month,
        standing=standing,
        files=files,
        files_gone=files_gone(plans, previous),
        events=events,
        months_not_published=tuple(name for name in events.months if name not in published) if events else (),
        steps=planned_steps(job, inputs, month, index_is_kept=index is not None, model_told=model_told),
        model=model_told,
        index_is_kept=index is not None,
        needs=needs(job, found),
        gates=gate_plans(job.gates, previous, month),
    )


def kept_index(inputs: Inputs) -> Path | None:
    """Where the person index that the run would make is kept already; None when it would have to make it."""
    return index_edition(inputs, DuckDBDialect()).folder(inputs, inputs.cache) if inputs.cache else None


def planned_steps(
    job: Job, inputs: Inputs, month: str, *, index_is_kept: bool, model_told: str
) -> tuple[StepPlan, ...]:
    """Every step of the run, and what there is for it to do."""
    number, target = inputs.layout.next_number(), job.linkage.target_false_match_rate
    return step_plans(
        monthly_steps(inputs, DuckDBDialect(), month, number, target),
        inputs.rules,
        index_is_kept=index_is_kept,
        opt_outs=len(inputs.lists.opted_out_numbers),
        model_told=model_told,
    )
