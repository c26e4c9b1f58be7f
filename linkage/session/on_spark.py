"""The engine of a job that is done on Spark; Spark is looked for only where a job asks for it."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from linkage.config.job import Job
from linkage.engine.spark_session import SparkPlace, refuse_missing
from linkage.errors import ConfigError
from linkage.files import ending
from linkage.release import disk
from linkage.release.layout import Layout

if TYPE_CHECKING:
    from linkage.engine.spark import SparkEngine

NAME = "spark"
NOT_IN_PATHS = "*?[]{}\\"
"""Letters by which Spark would look for several files."""


def open_spark(job: Job, layout: Layout, *, unsafe_debug: bool) -> "SparkEngine":
    """
    An engine on the session that there is, or on one by [spark], whose working tables lie where the job says.

    Raises ConfigError without PySpark or Java, or for a folder whose name Spark cannot read; ResourceError where no
    session can be made, or its machines do not reach the folder.
    """
    refuse_missing()
    from linkage.engine.spark import SparkEngine  # noqa: PLC0415 - an extra

    place = SparkPlace(
        tables=work_folder(job, layout),
        master=job.spark.master,
        config=job.spark.config,
        reader_memory=job.duckdb.memory_limit,
        unsafe_debug=unsafe_debug,
    )
    return SparkEngine(place)


def work_folder(job: Job, layout: Layout) -> Path:
    """
    Where the working tables lie, made for the owner alone.

    In a folder that the job names, one of this output folder's own, which goes when the process ends.
    """
    for path in (layout.output, job.folder):
        if any(letter in f"{path}" for letter in NOT_IN_PATHS):
            raise ConfigError(
                f'{path}: engine = "spark" reads no path with one of {" ".join(NOT_IN_PATHS)} in it'
            )
    if job.spark.work is None:
        folder = layout.work / NAME
    else:
        own = hashlib.sha256(os.fsencode(layout.output)).hexdigest()[:12]
        folder = (job.folder / job.spark.work).resolve() / f"hes-did-linkage-spark-{own}"
    disk.make_folder(folder)
    ending.to_be_cleared_by(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder
