"""
A run from the outside: lock, look what there is to do, link, judge, publish.

Everything that could fail happens before the switch: the last release is as it was until the new one is whole.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from linkage.commands.check.job_texts import check_texts
from linkage.commands.months.asked import AS_SET, LATEST, Asked
from linkage.commands.months.latest_month import latest_month
from linkage.commands.months.opt_out_list import fall_warning
from linkage.commands.report.monthly_report import has_workbook
from linkage.commands.resume.published import published_before_the_break
from linkage.commands.resume.start import whole_steps
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.release_run import make_release
from linkage.commands.run.run_outcome import Outcome
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.errors import ChangedError, ConfigError, NoEventError
from linkage.gates.judge import Judging
from linkage.release.history import current
from linkage.release.lock import hold
from linkage.release.recover import clear_left
from linkage.session.on_spark import refuse_unready
from linkage.session.run_inputs import job_inputs, with_decisions
from linkage.session.sources import sources
from linkage.session.stores.job_layout import bring_current, job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.tidied_cache import tidy_cache
from linkage.session.usable_files import Usable, going_on
from linkage.session.workspace import lists, pseudonym_key
from linkage.session.workspace import model as job_model
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.versions import versions_told
from linkage.strike.purged import finish_earlier


def run_month(
    job: Job, month: str, around: Surroundings, *, restate: bool, judging: Judging = AS_SET
) -> Outcome:
    """
    Publish `month` (YYYY-MM), or find that it already stands as it would be. `judging` is for this run alone.

    See run_job.
    """
    return run_job(job, Asked((month,), restate=restate, judging=judging), around)[-1]


def run_job(job: Job, asked: Asked, around: Surroundings) -> tuple[Outcome, ...]:
    """
    What is asked for, a release for each month, or one for all that has changed; every file is read once.

    Whoever is on the opt-out list is struck from every month, and so is an event that is not of its month any more.
    Raises ConfigError, InputError, GateError, LockedError, ResourceError, IntegrityError or ChangedError; the current
    release is then exactly as it was, but for the months before in a range, and for a release that only strikes: no
    gate, no month that has changed and no month without events holds that back.
    """
    started = around.now()
    refuse_unready(job)
    rules = load_rules(job)
    check_texts(job, started.date())
    model = job_model(job, rules)
    if model and (warning := versions_told(model)):
        around.warn(warning)

    def run(usable: Usable, warn: Callable[[str], None]) -> tuple[Outcome, ...]:
        return run_with(job, asked, replace(around, warn=warn), rules, model, usable, started)

    return going_on(job, sources(job), run, around.warn, needs_all=asked.changed)


def run_with(
    job: Job,
    asked: Asked,
    around: Surroundings,
    rules: Rules,
    model: Model | None,
    usable: Usable,
    started: datetime,
) -> tuple[Outcome, ...]:
    """The same, with the files that can be used; BadFileError for one that turns out not to be while it is read."""
    found, supplied = usable.sources, lists(job)
    contexts = asked.contexts.resolve() if asked.contexts else None
    layout = job_layout(job)
    with hold(layout):
        clear_left(layout, around.warn, to_resume=asked.resume and job.duckdb.resume)
        bring_current(layout)
        key = pseudonym_key(job, layout, around.environment)
        finish_earlier(layout, key, around)
        inputs = job_inputs(
            job,
            rules,
            model,
            key,
            found=found,
            supplied=supplied,
            digests=fingerprints(found),
            warn=around.warn,
            aside=usable.aside,
        )
        inputs = with_decisions(inputs)
        made_from = fingerprint(job, inputs)
        whole = whole_steps(job, inputs, around, made_from, asked)
        inputs, around = replace(inputs, warn=whole.hear), replace(around, warn=whole.hear)
        opened = OpenedRun(job, inputs, around, asked.judging, made_from, started, whole, contexts)
        try:
            outcomes = made_releases(opened, asked)
        except BaseException as problem:
            opened.close(problem)
            raise
        opened.close()
        if any(outcome.linked for outcome in outcomes) and not has_workbook():
            around.warn("no workbook was written: it needs `pip install 'hes-did-linkage[report]'`")
        tidy_cache(job, inputs)
        return tuple(replace(outcome, files_aside=usable.aside) for outcome in outcomes)


def made_releases(opened: OpenedRun, asked: Asked) -> tuple[Outcome, ...]:
    """A release for each month that is asked for, but those that a broken run of the same request has published."""
    layout = opened.inputs.layout
    done = published_before_the_break(layout, opened.whole.run.published)
    months: tuple[str | None, ...] = asked.months or (None,)
    if asked.months == (LATEST,):
        months = (next(iter(done), None) or latest_month(opened, current(layout)),)
    try:
        outcomes = tuple(done.get(month or "") or make_release(opened, month, asked) for month in months)
    except (ConfigError, ChangedError, NoEventError):
        tell_list_fall(opened)
        raise
    tell_list_fall(opened)
    return outcomes


def tell_list_fall(opened: OpenedRun) -> None:
    """Warn once of an opt-out list that has lost numbers, where no gate of the run has judged it."""
    if not opened.were_gates_judged and (warning := fall_warning(opened.job, opened.inputs)):
        opened.around.warn(warning)
