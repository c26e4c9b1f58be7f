"""What a run of a month would read, do and need, found out without writing anything."""

from dataclasses import dataclass, replace
from pathlib import Path

from linkage.commands.months.asked import LATEST, Asked
from linkage.commands.plan.delivery_plan import PlannedDelivery
from linkage.commands.plan.event_plan import EventPlan, FoundEvents, counted_events
from linkage.commands.plan.file_plan import FilePlan, file_plans, files_gone
from linkage.commands.plan.gate_plan import GatePlan, gate_plans
from linkage.commands.plan.month_plan import MonthPlan, key_in_use, plan_changed, plan_month, planned_model
from linkage.commands.plan.step_plan import StepPlan, step_plans
from linkage.commands.resume.start import resumable
from linkage.commands.run.month_checks import no_event
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.release_run import NOTHING_YET, form
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.editions.index import index_edition
from linkage.errors import ConfigError, ResourceError
from linkage.pipeline import monthly_steps
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.standing import refuse_mixture
from linkage.session.footprint import Need, needs
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs, job_inputs
from linkage.session.sources import sources
from linkage.session.surroundings import Surroundings
from linkage.session.usable_files import usable_files
from linkage.session.workspace import dialect_of, lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.missing_columns import planned_columns, told_of_columns
from linkage.steps.inputs.plan import plan_reading, told_of_plans
from linkage.steps.probabilistic.model.versions import versions_told

NO_KEY = Key(bytes(64))
"""A plan shows no id, so before the first release it needs no key."""


@dataclass(frozen=True)
class RunPlan:
    """What `linkage run` would do for one month, or for what has changed of the published ones."""

    month: str | None
    """None where only what has changed is asked for."""
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
    planned: PlannedDelivery | None = None
    """What the delivery would change of published months; None of the first release, or where nobody could look."""
    resumes: str | None = None
    """What a run that was broken off has left, and whether the next one goes on with it."""


def plan_run(job: Job, month: str, around: Surroundings) -> RunPlan:
    """The plan of `month` (YYYY-MM). See plan_job."""
    return plan_job(job, Asked((month,)), around)[0]


def plan_job(job: Job, asked: Asked, around: Surroundings) -> tuple[RunPlan, ...]:
    """
    The plan of each release that a run of what is `asked` would make, against the current one.

    Reads the job, every input file and the cached index; writes nothing. Raises ConfigError or InputError as a run
    would for a job or a file that cannot be used, and for a month that the files hold nothing of; but a model that has
    yet to be trained is only told. ResourceError where the latest month is asked for and cannot be found in memory.
    """
    rules, found, supplied = load_rules(job), sources(job), lists(job)
    found = usable_files(job, found, needs_all=asked.changed, warn=around.warn).sources
    model, model_told = planned_model(job, rules)
    if model and (warning := versions_told(model)):
        around.warn(warning)
    plans = plan_reading(found)
    layout = Layout(job.output)
    layout.check()
    previous = current(layout)
    with around.progress.step("files"):
        digests = fingerprints(found)
        files = file_plans(plans, digests, previous)
    key = key_in_use(job, previous, around.environment) or NO_KEY
    inputs = job_inputs(job, rules, model, key, found=found, supplied=supplied, digests=digests)
    inputs = replace(inputs, cache=inputs.cache.reading() if inputs.cache else None)
    if previous is None and not asked.months:
        raise ConfigError(NOTHING_YET)
    if previous:
        refuse_mixture(previous, asked.months[0] if asked.months else None, form(job, key.key_id))
    index = kept_index(job, inputs)
    with around.progress.step("events"):
        events = counted_events(job, inputs, asked, previous, index, around)
    for warning in (*told_of_plans(plans), *told_of_columns(found, planned_columns(plans))):
        around.warn(warning)
    for warning in events.events.warnings() if events else ():
        around.warn(warning)
    if events is None and asked.months == (LATEST,):
        raise ResourceError(
            "which month is the latest cannot be found out in memory alone: name it with --month YYYY-MM"
        )
    looked = Looked(
        job,
        inputs,
        previous,
        asked,
        events,
        index is not None,
        model_told,
        files=files,
        files_gone=files_gone(plans, previous),
        needs=needs(job, inputs.sources),
        resumes=resumable(job, inputs, fingerprint(job, inputs)),
    )
    months: tuple[str | None, ...] = (events.months if events else asked.months) or (None,)
    return tuple(plan_of(looked, month) for month in months)


@dataclass(frozen=True)
class Looked:
    """All that was looked at for a plan, whatever the month."""

    job: Job
    inputs: Inputs
    previous: Manifest | None
    asked: Asked
    found: FoundEvents | None
    index_is_kept: bool
    model_told: str
    files: tuple[FilePlan, ...]
    files_gone: tuple[str, ...]
    needs: tuple[Need, ...]
    resumes: str | None


def plan_of(looked: Looked, month: str | None) -> RunPlan:
    """The plan of one release: of `month`, or of what has changed."""
    job, inputs, previous, found = looked.job, looked.inputs, looked.previous, looked.found
    planned, published = found.planned if found else None, previous.months if previous else ()
    if month:
        standing = plan_month(job, inputs, month, previous, planned, restate=looked.asked.restate)
    else:
        standing = plan_changed(previous, planned)
    shown = month or max(published)
    return RunPlan(
        month=month,
        standing=standing,
        files=looked.files,
        files_gone=looked.files_gone,
        events=events_of(found, month, is_linked=standing.is_linked),
        months_not_published=tuple(name for name in found.events.months if name not in published)
        if found
        else (),
        steps=planned_steps(
            job, inputs, shown, index_is_kept=looked.index_is_kept, model_told=looked.model_told
        ),
        model=looked.model_told,
        index_is_kept=looked.index_is_kept,
        needs=looked.needs,
        gates=gate_plans(job.gates, previous, shown),
        planned=planned,
        resumes=looked.resumes,
    )


def events_of(found: FoundEvents | None, month: str | None, *, is_linked: bool) -> EventPlan | None:
    """The events with the blocks of `month`; NoEventError where it would be linked and the files hold nothing of it."""
    if found is None:
        return None
    events = found.events
    if month and is_linked and month not in events.months:
        raise no_event(month, events.months, events.key_conflicts)
    return replace(events, blocks=found.blocks.get(month or next(iter(found.blocks), ""), ()))


def kept_index(job: Job, inputs: Inputs) -> Path | None:
    """Where the person index that the run would make is kept already; None when it would have to make it."""
    return index_edition(inputs, dialect_of(job)).folder(inputs, inputs.cache) if inputs.cache else None


def planned_steps(
    job: Job, inputs: Inputs, month: str, *, index_is_kept: bool, model_told: str
) -> tuple[StepPlan, ...]:
    """Every step of the run, and what there is for it to do."""
    number, target = inputs.layout.next_number(), job.linkage.target_false_match_rate
    return step_plans(
        monthly_steps(inputs, dialect_of(job), month, number, target),
        inputs.rules,
        index_is_kept=index_is_kept,
        opt_outs=len(inputs.lists.opted_out_numbers),
        model_told=model_told,
    )
