"""What a run works with: the files the job names, a locked-down engine that reaches only them, and the rules."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.engine.dialect import Dialect, DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.spark.dialect import SparkDialect
from linkage.engine.working import WorkingEngine
from linkage.errors import ConfigError
from linkage.files import ending
from linkage.release import adoption, disk
from linkage.release.layout import Layout
from linkage.session.key_record import recorded
from linkage.session.keys import Key, find_key
from linkage.session.machine_start import machine_start
from linkage.session.on_spark import open_spark
from linkage.session.places import try_spill
from linkage.session.stores.found_files import found_files
from linkage.session.supplied_lists import ignored_postcodes, opted_out_numbers, provider_names
from linkage.session.text_size import input_bytes
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.evidence.weigh import check_evidence
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.model_file import read_model
from linkage.steps.probabilistic.scoring.coverage import check_blocks


@dataclass(frozen=True)
class Lists:
    """What the user supplied besides the two data sets."""

    ignored_postcodes: tuple[str, ...]
    opted_out_numbers: tuple[str, ...]


def lists(job: Job) -> Lists:
    """The supplied lists, read and checked; those of the report too, so that none is found wrong after the work."""
    names(job)
    return Lists(ignored(job), opted_out(job))


def ignored(job: Job) -> tuple[str, ...]:
    """Comparing keys of the postcodes that the job says to ignore."""
    return ignored_postcodes(
        found_files(job, job.linkage.ignore_postcodes, key="linkage.ignore_postcodes").files
    )


def opted_out(job: Job) -> tuple[str, ...]:
    """NHS numbers of people who have opted out."""
    return opted_out_numbers(
        found_files(job, job.opt_outs.paths, key="opt_outs.paths").files if job.opt_outs else ()
    )


def names(job: Job) -> dict[str, str]:
    """Names by which the report calls providers and sites, by their codes."""
    table = job.lookups.provider_names
    return provider_names(found_files(job, table.paths, key="lookups.provider_names").files) if table else {}


def model(job: Job, rules: Rules) -> Model | None:
    """The model of a profile with rank P; ConfigError, naming `linkage train`, when there is none to read."""
    if rules.p is None:
        return None
    if job.model_path is None:
        raise ConfigError(
            f"profile {rules.name} has a probabilistic stage: name a model file under [linkage] model, "
            "then run `linkage train` to write it"
        )
    found = read_model(job.model_path)
    check_blocks(found, rules.p)
    check_evidence(found.evidence, job.linkage.evidence)
    return found


def open_engine(
    job: Job,
    layout: Layout,
    found: tuple[Source, ...],
    *,
    unsafe_debug: bool,
    besides: tuple[Path, ...] = (),
) -> WorkingEngine:
    """
    An engine whose working tables and spill lie in work/ and which reaches only the inputs and the output.

    `besides` are folders that it may reach as well.
    """
    if job.job.engine == "spark":
        return open_spark(job, layout, unsafe_debug=unsafe_debug)
    try_spill(job)
    spill = spill_folder(job, layout)
    return DuckDBEngine(
        Session(
            folders=(*input_folders(found), *besides, layout.output.resolve(), spill.resolve()),
            database=layout.work / "tables.duckdb",
            is_synced=job.duckdb.resume and machine_start() is None,
            spill=spill,
            memory_limit=job.duckdb.memory_limit,
            text_bytes=input_bytes(found),
            threads=job.duckdb.threads,
            unsafe_debug=unsafe_debug,
        )
    )


def input_folders(found: Iterable[Source]) -> list[Path]:
    """The folders in which the input files lie."""
    return sorted({file.parent.resolve() for source in found for file in source.files})


def reading_engine(job: Job, layout: Layout, *, unsafe_debug: bool) -> DuckDBEngine:
    """An engine that works in memory alone, within the job's limits, and reaches only the output."""
    return DuckDBEngine(
        Session(
            folders=(layout.output,),
            memory_limit=job.duckdb.memory_limit,
            threads=job.duckdb.threads,
            unsafe_debug=unsafe_debug,
        )
    )


def dialect_of(job: Job) -> Dialect:
    """How the engine of the job spells what databases spell differently; known without opening one."""
    return SparkDialect() if job.job.engine == "spark" else DuckDBDialect()


def spill_folder(job: Job, layout: Layout) -> Path:
    """
    Where the database puts what does not fit in memory, cleared of what a run that was killed left there.

    In a folder that the job names, one of this output folder's own: other programs' passing files may lie beside it.
    """
    if job.duckdb.spill is None:
        return layout.work / adoption.SPILL
    own = hashlib.sha256(os.fsencode(layout.output)).hexdigest()[:12]
    folder = (job.folder / job.duckdb.spill).resolve() / f"hes-did-linkage-spill-{own}"
    disk.make_folder(folder)
    if adoption.clear_spill(folder):
        raise ConfigError(f"{folder} holds files that this program did not make: move them away")
    disk.make_folder(folder)
    ending.to_be_cleared_by(lambda: adoption.clear_spill(folder))
    return folder


def pseudonym_key(job: Job, layout: Layout, environment: Mapping[str, str]) -> Key:
    """
    The secret of the job's pseudonyms, made on the first run when the job names none.

    ConfigError where there are releases and the key they were made with is gone: none is made in its place.
    """
    if layout.published():
        refuse_lost_key(job, layout)
    key = found_key(job, layout, environment)
    return recorded(key, layout.state, has_releases=bool(layout.published()), may_write=True)


def found_key(job: Job, layout: Layout, environment: Mapping[str, str]) -> Key:
    """The secret itself, nameless."""
    setting = job.keys.pseudonym if job.keys else None
    return find_key(setting, folder=job.folder, state=layout.state, environment=environment)


def existing_key(job: Job, layout: Layout, environment: Mapping[str, str]) -> Key:
    """The same for a command that writes nothing: ConfigError where a run would make a key, or make it again."""
    refuse_lost_key(job, layout)
    key = found_key(job, layout, environment)
    return recorded(key, layout.state, has_releases=bool(layout.published()), may_write=False)


def refuse_lost_key(job: Job, layout: Layout) -> None:
    """ConfigError where the job names no key, and that of the folder is not there."""
    if job.keys is None and not (layout.state / "pseudonym.key").exists():
        raise ConfigError(
            f"the pseudonym key is not in {layout.state}; restore it from a backup, or name it under [keys] pseudonym"
        )
