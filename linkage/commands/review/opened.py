"""The job's files as a review needs them: read through the cache, with the events of one month and the person index."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from linkage.common_steps import events_step, hospital_step, index_step, keys_step, people_steps, read_step
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.engine.making import make
from linkage.engine.working import WorkingEngine
from linkage.release.content.published_events import published_events_sql
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.recover import clear_left, clear_work
from linkage.session.on_spark import clear_spark
from linkage.session.run_inputs import Inputs, job_inputs
from linkage.session.sources import sources
from linkage.session.surroundings import Surroundings
from linkage.session.tidied_cache import tidy_cache
from linkage.session.usable_files import Usable, going_on
from linkage.session.workspace import existing_key, lists, open_engine
from linkage.steps.inputs.fingerprint import fingerprints

Found = TypeVar("Found")


@dataclass(frozen=True)
class OpenedFiles:
    """An engine in which the files are read."""

    engine: WorkingEngine
    inputs: Inputs
    layout: Layout
    manifest: Manifest

    def month_files(self, month: str) -> tuple[Path, ...]:
        """The links of a month of the release."""
        folder = self.layout.release(self.manifest.release) / "links" / f"test_month={month}"
        return tuple(sorted(folder.glob("*.parquet")))


def with_files(
    job: Job,
    layout: Layout,
    manifest: Manifest,
    month: str,
    around: Surroundings,
    work: Callable[[OpenedFiles], Found],
) -> Found:
    """
    What `work` gives of the files of the job; the output is held by the caller.

    Leaves event, event_version, identity, hospital_practice, episode, appointment, attendance and the raw tables.
    """

    def run(usable: Usable, warn: Callable[[str], None]) -> Found:
        with opened(job, layout, manifest, month, replace(around, warn=warn), usable) as found:
            return work(found)

    return going_on(job, sources(job), run, around.warn)


@contextmanager
def opened(
    job: Job, layout: Layout, manifest: Manifest, month: str, around: Surroundings, usable: Usable
) -> Iterator[OpenedFiles]:
    """The same as a context; what it worked in is cleared at its end."""
    clear_left(layout, around.warn)
    key = existing_key(job, layout, around.environment)
    inputs = job_inputs(
        job,
        load_rules(job),
        None,
        key,
        found=usable.sources,
        supplied=lists(job),
        digests=fingerprints(usable.sources),
        warn=around.warn,
        aside=usable.aside,
    )
    engine = open_engine(job, layout, usable.sources, unsafe_debug=around.unsafe_debug)
    try:
        inputs = replace(inputs, published_events=published_events_sql(engine, layout, manifest))
        dialect = engine.dialect
        for step in (
            read_step(inputs, labels=False),
            *people_steps(inputs, dialect),
            hospital_step(inputs, dialect),
            index_step(inputs, dialect, flagged=False),
            keys_step(inputs, dialect),
            events_step(inputs, dialect, month),
        ):
            with around.progress.step(step.name):
                make(engine, step.items)
        yield OpenedFiles(engine, inputs, layout, manifest)
    finally:
        engine.close()
        clear_work(layout)
        clear_spark(job, layout)
    tidy_cache(job, inputs)
