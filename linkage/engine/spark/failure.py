"""Errors of Spark: their text quotes the data, so only what was being done is told."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger

from linkage.engine.spark.described import described
from linkage.errors import LinkageError, ResourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""What PySpark logs the text of an error by before it raises it."""
FULL_DISK = ("no space left", "disk quota exceeded", "file too large")
NO_MEMORY = (
    "outofmemoryerror",
    "java heap space",
    "gc overhead limit",
    "unable to acquire",
    "cannot allocate memory",
)
NO_SESSION = (
    "sparkcontext was shut down",
    "stopped sparkcontext",
    "connection refused",
    "answer from java side is empty",
)
LOST = (
    "executorlostfailure",
    "exited unrelated to the running tasks",
    "fetchfailed",
    "slave lost",
    "worker lost",
)
NO_FILE = (
    "permission denied",
    "accesscontrolexception",
    "filenotfoundexception",
    "read-only file system",
    "i/o error",
)
NO_PYTHON = ("modulenotfounderror", "package_not_installed", "python_version_mismatch", "cannot run program")
OTHER_PYTHON = (
    "the Python of the executors is not this program's, seen while {doing}; have PYSPARK_PYTHON name one that has this "
    "program, of this version of Python, on every machine"
)
MORE_MEMORY = (
    "out of memory while {doing}; give spark.executor.memory and spark.driver.memory more, or raise "
    "spark.sql.shuffle.partitions, and run again"
)
SAID = (
    (FULL_DISK, "a disk of the session filled up while {doing}; free some space there and run again"),
    (NO_MEMORY, MORE_MEMORY),
    (NO_SESSION, "the Spark session ended while {doing}; look at its log and run again"),
    (LOST, "executors were lost again and again while {doing}; look at the log of Spark and run again"),
    (NO_PYTHON, OTHER_PYTHON),
    (NO_FILE, "a file could not be read or written while {doing}; look at [spark] work and who may write there"),
)  # fmt: skip
"""What Spark says somewhere in its text when the machines refuse, and what is told of it."""


@contextlib.contextmanager
def told_of_spark(doing: str, session: "SparkSession | None" = None, *, unsafe_debug: bool) -> Iterator[None]:
    """
    Replace an error of Spark, whose text quotes the data, by one that names only what was being done.

    The jobs of a session are called by that too, in Spark's own pages.
    """
    try:
        with (
            contextlib.nullcontext() if unsafe_debug else unlogged(),
            described(session, doing) if session else contextlib.nullcontext(),
        ):
            yield
    except (PySparkException, Py4JError, pa.ArrowException, OSError, MemoryError) as problem:
        if unsafe_debug:
            raise
        raise of_spark(problem, doing) from None


@contextlib.contextmanager
def unlogged() -> Iterator[None]:
    """Without PySpark's own log of errors, which quotes the data too; a user's session has it again afterwards."""
    loggers = [PySparkLogger.getLogger(name) for name in LOGGERS]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def of_spark(problem: Exception, doing: str) -> LinkageError:
    """What an error of Spark comes to, without its text."""
    said = str(problem).lower()
    for signs, words in SAID:
        if any(sign in said for sign in signs):
            return ResourceError(words.format(doing=doing))
    if isinstance(problem, OSError | MemoryError):
        return ResourceError(f"the machine refused while {doing}; look at its disk and memory, and run again")
    return LinkageError(
        f"Spark refused ({type(problem).__name__}) while {doing}; "
        "this is a fault in the program, please report it with this line"
    )
