"""The command from the outside: lock, read what a run would read, resolve in every way, publish nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from linkage.commands.run.job import run
from linkage.commands.run.opened_run import with_kept
from linkage.commands.sensitivity.counted import Sensitivity, counted
from linkage.commands.sensitivity.related import KEPT, related_items
from linkage.commands.sensitivity.resolved import kept_of, make_keeping, scored_items, way_items
from linkage.commands.sensitivity.way import ways_of
from linkage.common_steps import keys_step
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.making import make_all
from linkage.errors import ConfigError, InputError
from linkage.pipeline import shared_steps
from linkage.release import disk
from linkage.release.content.published_events import published_events_sql
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_left, clear_work
from linkage.report.sensitivity_page import render_sensitivity
from linkage.session.on_spark import clear_spark, refuse_unready
from linkage.session.run_inputs import Inputs, job_inputs, with_decisions
from linkage.session.sources import sources
from linkage.session.stages import Stages
from linkage.session.stores.job_layout import bring_current, job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.usable_files import Usable, going_on
from linkage.session.workspace import lists, open_engine, pseudonym_key
from linkage.session.workspace import model as job_model
from linkage.steps.inputs.fingerprint import fingerprints

PAGE_ENDING = ".html"


def sensitivity(job: Job, month: str, around: Surroundings, *, page: Path | None = None) -> Sensitivity:
    """
    How far the links and headline rates of `month` (YYYY-MM) move; a page of it where a path is given.

    Publishes nothing and leaves releases as they are. ConfigError for a profile with rank P without a model, and for a
    page of another ending; InputError where the files hold no event of the month; else as a run.
    """
    if page is not None and page.suffix.lower() != PAGE_ENDING:
        raise ConfigError(f"--html: name a file that ends with {PAGE_ENDING}")
    refuse_unready(job)
    rules = load_rules(job)

    def work(usable: Usable, warn: Callable[[str], None]) -> Sensitivity:
        return resolved(job, rules, month, replace(around, warn=warn), usable)

    found = going_on(job, sources(job), work, around.warn)
    if page is not None:
        disk.write(page, render_sensitivity(found).encode())
    return found


def resolved(job: Job, rules: Rules, month: str, around: Surroundings, usable: Usable) -> Sensitivity:
    """The same with the files that can be used."""
    model, layout = job_model(job, rules), job_layout(job)
    with hold(layout):
        clear_left(layout, around.warn)
        bring_current(layout)
        key = pseudonym_key(job, layout, around.environment)
        inputs = job_inputs(
            job, rules, model, key, found=usable.sources, supplied=lists(job),
            digests=fingerprints(usable.sources), warn=around.warn, aside=usable.aside,
        )  # fmt: skip
        inputs = with_decisions(inputs)
        engine = open_engine(job, layout, usable.sources, unsafe_debug=around.unsafe_debug)
        try:
            stages = Stages(engine, around.progress, around.seconds)
            return found_in(engine, stages, job, beside_published(engine, inputs, layout), month)
        finally:
            engine.close()
            clear_work(layout)
            clear_spark(job, layout)


def beside_published(engine: Engine, inputs: Inputs, layout: Layout) -> Inputs:
    """The inputs of a month that is linked beside what is published, as a run has them."""
    previous = current(layout)
    published = published_events_sql(engine, layout, previous)
    return replace(with_kept(inputs, previous), published_events=published)


def found_in(engine: Engine, stages: Stages, job: Job, inputs: Inputs, month: str) -> Sensitivity:
    """The month resolved in every way, in the tables of the engine."""
    dialect, ways = engine.dialect, ways_of(job, inputs.rules)
    run(engine, stages, (*shared_steps(inputs, dialect), keys_step(inputs, dialect)))
    with stages.of("scores", reads=(), writes=("event",)):
        make_keeping(engine, scored_items(inputs, dialect, month, ways), kept_of(ways))
    if not engine.count("select count(*) from event"):
        raise InputError(f"no file holds an event of {month}: see `linkage plan JOB --month {month}`")
    for way in ways:
        with stages.of(way.meaning, reads=(), writes=(f"way_{way.name}",)):
            make_all(engine, way_items(inputs, dialect, way))
    with stages.of("pathways", reads=(), writes=("pair_relation",)):
        make_keeping(engine, related_items(inputs, dialect, month, ways), KEPT)
    return Sensitivity(month, job.job.name, counted(engine, ways))
