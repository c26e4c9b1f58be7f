"""The plan of one release: what a run would make of a month, given all that was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkage.commands.months.asked import Asked
from linkage.commands.months.opt_out_list import known_list
from linkage.commands.plan.delivery_plan import PlannedDelivery
from linkage.commands.plan.event_plan import EventPlan, FoundEvents, events_of
from linkage.commands.plan.file_plan import FilePlan
from linkage.commands.plan.gate_plan import GatePlan, gate_plans
from linkage.commands.plan.month_plan import MonthPlan, plan_changed, plan_month
from linkage.commands.plan.step_plan import StepPlan, step_plans
from linkage.config.job import Job
from linkage.pipeline import monthly_steps
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_month import signed_off_months
from linkage.release.record.signed_off import SignedOff
from linkage.session.footprint import Need
from linkage.session.forecast import Forecast
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import dialect_of


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
    replaces: Mapping[str, tuple[SignedOff, ...]] = field(default_factory=dict)
    """Sign-offs that stand of months that it would link again, by month."""
    planned: PlannedDelivery | None = None
    """What the delivery would change of published months; None of the first release, or where nobody could look."""
    resumes: str | None = None
    """What a run that was broken off has left, and whether the next one goes on with it."""
    forecast: Forecast | None = None
    """Seconds, memory and disk that it will take."""


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
    forecast: Forecast
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
    again = {
        *((month,) if month and standing.is_linked else ()),
        *(planned.delivery.made_again if planned else ()),
    }
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
        gates=gate_plans(job.gates, previous, shown, known_list(inputs)),
        replaces=signed_off_months(inputs.layout, previous, sorted(again)),
        planned=planned,
        resumes=looked.resumes,
        forecast=looked.forecast,
    )


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
        complete_to=job.hes.apc.complete_to if job.hes.apc else None,
    )
