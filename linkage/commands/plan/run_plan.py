"""What a run of a month would read, do and need, found out without writing anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from linkage.commands.months.asked import LATEST, Asked
from linkage.commands.months.opt_out_list import fall_warning, list_warnings
from linkage.commands.plan.event_plan import counted_events
from linkage.commands.plan.file_plan import file_plans, files_gone
from linkage.commands.plan.forecast_plan import kept_index, planned_forecast
from linkage.commands.plan.month_plan import key_in_use, planned_model
from linkage.commands.plan.release_plan import Looked, RunPlan, plan_of
from linkage.commands.resume.start import resumable
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.release_run import NOTHING_YET, form
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.errors import ConfigError, ResourceError
from linkage.release.history import current
from linkage.release.standing import refuse_mixture
from linkage.session.footprint import needs
from linkage.session.keys import Key
from linkage.session.run_inputs import job_inputs, with_decisions
from linkage.session.sources import sources
from linkage.session.stores.job_layout import bring_current, looked_at
from linkage.session.surroundings import Surroundings
from linkage.session.usable_files import Usable, going_on
from linkage.session.workspace import lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.missing_columns import planned_columns, told_of_columns
from linkage.steps.inputs.plan import plan_reading, told_of_plans
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.versions import versions_told

NO_KEY = Key(bytes(64))
"""A plan shows no id, so before the first release it needs no key."""


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
    rules = load_rules(job)
    model, told = planned_model(job, rules)
    if model and (warning := versions_told(model)):
        around.warn(warning)

    def look(usable: Usable, warn: Callable[[str], None]) -> tuple[RunPlan, ...]:
        by = PlannedBy(rules, model, told)
        return plan_with(job, asked, replace(around, warn=warn), by, usable.sources)

    return going_on(job, sources(job), look, around.warn, needs_all=asked.changed)


@dataclass(frozen=True)
class PlannedBy:
    """By what the month would be linked."""

    rules: Rules
    model: Model | None
    told: str
    """Of the model: its id, that none is needed, or what to do first."""


def plan_with(
    job: Job, asked: Asked, around: Surroundings, by: PlannedBy, found: tuple[Source, ...]
) -> tuple[RunPlan, ...]:
    """The same, with the files that can be used; BadFileError for one that turns out not to be while it is read."""
    supplied, plans = lists(job), plan_reading(found)
    layout = looked_at(job)
    layout.check()
    bring_current(layout)
    previous = current(layout)
    with around.progress.step("files"):
        digests = fingerprints(found)
        files = file_plans(plans, digests, previous)
    key = key_in_use(job, previous, around.environment) or NO_KEY
    inputs = job_inputs(job, by.rules, by.model, key, found=found, supplied=supplied, digests=digests)
    if previous and key is not NO_KEY:
        inputs = with_decisions(inputs)
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
    for warning in (*list_warnings(job, inputs, previous), *filter(None, (fall_warning(job, inputs),))):
        around.warn(warning)
    for warning in events.events.warnings() if events else ():
        around.warn(warning)
    if events is None and asked.months == (LATEST,):
        raise ResourceError(
            "which month is the latest cannot be found out in memory alone: name it with --month YYYY-MM"
        )
    foreseen = planned_forecast(job, inputs, files, index_is_kept=index is not None)
    looked = Looked(
        job,
        inputs,
        previous,
        asked,
        events,
        index is not None,
        by.told,
        files=files,
        files_gone=files_gone(plans, previous),
        needs=needs(job, inputs.sources, foreseen),
        forecast=foreseen,
        resumes=resumable(job, inputs, fingerprint(job, inputs)),
    )
    months: tuple[str | None, ...] = (events.months if events else asked.months) or (None,)
    return tuple(plan_of(looked, month) for month in months)
