"""Every file of a job read whole, by the reader of a run, each by itself; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage import tables
from linkage.cache.cache import Cache
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.value import as_whole
from linkage.release.layout import Layout
from linkage.session.folder_trial import trial_folder
from linkage.session.footprint import nearest
from linkage.session.surroundings import unheard
from linkage.session.usable_files import SET_ASIDE
from linkage.session.workspace import input_folders
from linkage.steps.inputs.delivery.final import told_final
from linkage.steps.inputs.fingerprint import fingerprints, label
from linkage.steps.inputs.missing_columns import planned_columns, told_of_fields
from linkage.steps.inputs.plan import Plan, refuse_files
from linkage.steps.inputs.problem import BadFileError
from linkage.steps.inputs.read import load_seen
from linkage.steps.inputs.read_file import take
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.taken import Taken, forget
from linkage.steps.inputs.values.note import told_values


@dataclass(frozen=True)
class WholeFile:
    """The rows of a file."""

    dataset: str
    path: str
    rows: int
    usable: int
    """Of its rows, those that a run would go on with."""
    set_aside: dict[str, int]
    """The others, by reason."""


@dataclass(frozen=True)
class Whole:
    """What was seen of files that can be used."""

    files: tuple[WholeFile, ...]
    told: tuple[str, ...]
    """What a run would tell of their values."""


def look_whole(
    job: Job, sources: Sequence[Source], plans: Sequence[Plan], problems: Sequence[BadFileError]
) -> Whole:
    """
    What reading every file shows; rows go into memory, and beside the output folder for as long as it has no room.

    InputError tells of every file that cannot be used: of those of `plans`, and the `problems` of the others. Raises
    ResourceError where a file is too large for this machine.
    """
    layout = Layout(job.output)
    cache = Cache(layout.cache, unheard).reading() if job.cache.keep_editions else None
    with trial_folder(nearest(layout.output)) as spill:
        engine = DuckDBEngine(_session(job, layout, sources, spill))
        goes_on = job.inputs.on_bad_file == SET_ASIDE
        try:
            return _looked(engine, sources, plans, problems, cache, goes_on=goes_on)
        finally:
            engine.close()


def _session(job: Job, layout: Layout, sources: Sequence[Source], spill: Path) -> Session:
    return Session(
        folders=(*input_folders(sources), layout.output.resolve(), spill.resolve()),
        spill=spill,
        memory_limit=job.duckdb.memory_limit,
        threads=job.duckdb.threads,
    )


def _looked(
    engine: Engine,
    sources: Sequence[Source],
    plans: Sequence[Plan],
    problems: Sequence[BadFileError],
    cache: Cache | None,
    *,
    goes_on: bool,
) -> Whole:
    digests = fingerprints(sources)
    taken: list[Taken] = []
    files: list[WholeFile] = []
    bad = list(problems)
    for plan in plans:
        try:
            one = take(engine, plan, digests[label(plan.file)], cache)
            files.append(_whole_file(engine, one))
            taken.append(one)
        except BadFileError as problem:
            bad.append(problem)
        forget(engine, plan.file)
    usable = {one.file.file_id for one in taken}
    refuse_files(sources, [plan for plan in plans if plan.file.file_id in usable], bad, goes_on=goes_on)
    listed = [
        (one.file.file_id, of.dataset, of.path, one.read.sha256, of.rows, of.usable, of.rows - of.usable)
        for one, of in zip(taken, files, strict=True)
    ]
    engine.load("input_file", tables.contract("input_file").types, listed)
    load_seen(engine, taken)
    told = (
        *told_of_fields(engine, sources, planned_columns(plans)),
        *told_values(engine, sources),
        *told_final(sources),
    )
    return Whole(tuple(files), told)


def _whole_file(engine: Engine, taken: Taken) -> WholeFile:
    counted = engine.rows(
        f"select reason, count(*) from {taken.aside} as aside group by 1 order by 2 desc, 1"
    )
    aside = {str(reason): as_whole(rows) for reason, rows in counted}
    source, name = taken.file.source, taken.file.name
    return WholeFile(source.dataset, name, taken.read.rows, taken.accepted_rows, aside)
