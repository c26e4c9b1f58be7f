"""The engine of a job that is done on Spark; Spark is looked for only where a job asks for it."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from linkage.config.job import Job
from linkage.engine.spark.place import SparkPlace
from linkage.engine.spark.session import refuse_missing
from linkage.errors import ConfigError
from linkage.release import broken_run, disk
from linkage.release.layout import Layout
from linkage.session.places import try_work

if TYPE_CHECKING:
    from linkage.engine.spark.engine import SparkEngine

NAME = "spark"
NOT_IN_PATHS = "*?[]{}\\"
"""Letters by which Spark would look for several files."""


def open_spark(job: Job, layout: Layout, *, unsafe_debug: bool) -> "SparkEngine":
    """
    An engine on the session that there is, or on one by [spark], whose working tables lie where the job says.

    Raises ConfigError without PySpark or Java, or for a folder whose name Spark cannot read; ResourceError where no
    session can be made, or its machines do not reach the folder.
    """
    refuse_unready(job)
    from linkage.engine.spark.engine import SparkEngine  # noqa: PLC0415 - an extra

    place = SparkPlace(
        tables=work_folder(job, layout),
        master=job.spark.master,
        config=job.spark.config,
        reader_memory=job.duckdb.memory_limit,
        output=layout.work / NAME if job.spark.work else None,
        unsafe_debug=unsafe_debug,
    )
    return SparkEngine(place)


def refuse_unready(job: Job) -> None:
    """ConfigError or ResourceError where the job is done on Spark, and PySpark or its work folder is not there."""
    if job.job.engine == "spark":
        refuse_missing()
        try_work(job)


def work_folder(job: Job, layout: Layout) -> Path:
    """
    Where the working tables lie, made for the owner alone.

    In a folder that the job names, one of this output folder's own. What an earlier run left there goes, unless this
    one resumes from it.
    """
    for path in (layout.output, job.folder):
        if any(letter in f"{path}" for letter in NOT_IN_PATHS):
            raise ConfigError(
                f'{path}: engine = "spark" reads no path with one of {" ".join(NOT_IN_PATHS)} in it'
            )
    folder = tables_folder(job, layout)
    if not has_steps(layout):
        clear(folder)
    disk.make_folder(folder)
    return folder


def tables_folder(job: Job, layout: Layout) -> Path:
    """Where they are, or would be."""
    if job.spark.work is None:
        return layout.work / NAME
    own = hashlib.sha256(os.fsencode(layout.output)).hexdigest()[:12]
    return (job.folder / job.spark.work).resolve() / f"hes-did-linkage-spark-{own}"


def clear_spark(job: Job, layout: Layout) -> None:
    """Remove the working tables from a folder that the job names, but for what can be resumed from."""
    if job.job.engine == "spark" and not has_steps(layout):
        clear(tables_folder(job, layout))


def has_steps(layout: Layout) -> bool:
    """Whether there is a broken run whose tables are needed."""
    found = broken_run.read(layout)
    return found is not None and bool(found.steps)


def clear(folder: Path) -> None:
    """Remove the working tables: identifiable data that no later run asks for."""
    with disk.resource_errors(f"clearing {folder}"):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
