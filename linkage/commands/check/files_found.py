"""The files of a job as far as they can be found, whatever else is wrong with it: so that each can be looked at."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from linkage.config.job import Job, JobTable
from linkage.config.sources.did import DidTable
from linkage.config.sources.hes import Hes, HesTable
from linkage.config.sources.lookups import DeathsTable, ModalityTable, PostcodeDirectoryTable, SitesTable
from linkage.errors import LinkageError
from linkage.session.people_source import unkeyed
from linkage.session.sources import SourceTable, source
from linkage.steps.inputs.source import Source

TABLES: Mapping[str, tuple[str, type[SourceTable]]] = {
    "did": ("did", DidTable),
    "hes.apc": ("apc", HesTable),
    "hes.op": ("op", HesTable),
    "hes.ae": ("ae", HesTable),
    "hes.ecds": ("ecds", HesTable),
    "deaths": ("deaths", DeathsTable),
    "lookups.postcode_directory": ("postcode_directory", PostcodeDirectoryTable),
    "lookups.modality": ("modality", ModalityTable),
    "lookups.sites": ("sites", SitesTable),
}
"""Table of the job file -> the data set it names the files of, and what it may say."""


def files_there(job: Job, dataset: str, key: str, table: SourceTable) -> Source | None:
    """A data set with the files that are there, where others that it names are not; None where none is."""
    there = []
    for pattern in table.paths:
        try:
            source(job, dataset, key, table.model_copy(update={"paths": (pattern,)}))
        except LinkageError:
            continue
        there.append(pattern)
    if not there:
        return None
    return source(job, dataset, key, table.model_copy(update={"paths": tuple(there)}))


def files_of_broken_job(folder: Path, contents: Mapping[str, object]) -> tuple[Source, ...]:
    """The data sets that a job file in `folder` names which itself has problems: of each table what can be used."""
    job = Job(job=JobTable(name="job"), did=DidTable(paths=("",)), hes=Hes(), folder=folder)
    found = []
    for key, (dataset, kind) in TABLES.items():
        table = usable(kind, _within(contents, key))
        if table is not None and (one := files_there(job, dataset, key, table)):
            found.append(one)
    return unkeyed(found)


def usable(kind: type[SourceTable], said: object) -> SourceTable | None:
    """A table of files without the settings in it that are wrong; None where it names no files that way."""
    if not isinstance(said, Mapping):
        return None
    try:
        return kind.model_validate(said)
    except ValidationError as problem:
        wrong = {error["loc"][0] for error in problem.errors(include_input=False) if error["loc"]}
    try:
        return kind.model_validate({name: value for name, value in said.items() if name not in wrong})
    except ValidationError:
        return None


def _within(contents: Mapping[str, object], key: str) -> object:
    found: object = contents
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
