"""The Spark session: the user's, else one of the program's own; and the settings that give SQL its meaning."""

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from linkage.engine.spark.place import SparkPlace
from linkage.errors import ConfigError, ResourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ALL = "local[*,4]"
"""Every core of this machine; a task that fails is tried again, as on a cluster."""
LEAST_JAVA = 17
LEAST_SPARK = 4
EXTRA = 'the extra "spark" of this program: pip install "hes-did-linkage[spark]"'
SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""In the environment of what spark-submit starts: the Java beside it is there already."""

REDACTED = "(redacted)"
"""In the place of the value of a setting that Spark does not show."""

MEANING = {
    "spark.sql.ansi.enabled": "true",  # an overflow or a cast that fails is an error, as in DuckDB
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",  # "table" is a name, as `identifier` writes it
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # test_month=2026-04 is a text
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",  # 1582-10-10 is that day, as everywhere else
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.binaryAsString": "false",
    "spark.sql.files.ignoreCorruptFiles": "false",  # a file that cannot be read is an error, and no empty one
    "spark.sql.files.ignoreMissingFiles": "false",
    # a column may stand twice in a part of a union: with this, Spark's optimizer refuses its own plan of it
    "spark.sql.analyzer.unionIsResolvedWhenDuplicatesPerChildResolved": "false",
}
"""Settings without which the same SQL would mean something else."""

QUIET = {
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",  # its errors quote the data
}
"""What a session of the program's own has besides, wherever it runs."""

ALONE = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
}
"""And on this machine alone: it is reached from no other."""


@dataclass(frozen=True)
class OpenedSession:
    """A session, and whether it ends with the work."""

    session: "SparkSession"
    is_own: bool


def opened_session(place: SparkPlace) -> OpenedSession:
    """
    The user's session, beside which the program works in one with settings and names of its own; else an own one.

    Raises ConfigError without PySpark, without a Java of at least 17 where one has to be started, or with an older
    Spark; ResourceError when the session cannot be made.
    """
    refuse_missing()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    if (active := SparkSession.getActiveSession()) is not None:
        return OpenedSession(with_meaning(beside(active)), is_own=False)
    if SUBMITTED not in os.environ:
        refuse_java()
    return OpenedSession(with_meaning(own_session(place)), is_own=True)


@contextmanager
def ended_unless_whole(opened: OpenedSession) -> Iterator[None]:
    """A session of the program's own ends where what is done in the block fails."""
    try:
        yield
    except BaseException:
        if opened.is_own:
            opened.session.stop()
        raise


def refuse_missing() -> None:
    """ConfigError without PySpark."""
    if find_spec("pyspark") is None:
        raise ConfigError(f'engine = "spark" needs PySpark, which is not installed; it comes with {EXTRA}')


def beside(session: "SparkSession") -> "SparkSession":
    """A session on the same machines that begins with the user's settings, and shares no name of a table with it."""
    if int(str(session.version).partition(".")[0]) < LEAST_SPARK:
        raise ConfigError(
            f"the session is of Spark {session.version}; Spark {LEAST_SPARK} or later is needed"
        )
    try:
        made = session.newSession()
        listed = [(str(row.key), str(row.value)) for row in session.sql("set").collect()]
    except Exception:  # noqa: BLE001 - Spark Connect raises kinds of its own
        raise ConfigError(
            "the session that is there is one of Spark Connect, which this program cannot work in: start it where the "
            "driver of the cluster is, by spark-submit or as a job or notebook of a classic cluster"
        ) from None
    for name, value in listed:
        if name.startswith("spark.sql.") and made.conf.isModifiable(name) and REDACTED not in value:
            made.conf.set(name, value)
    return made


def own_session(place: SparkPlace) -> "SparkSession":
    """A session by the settings of the job; under spark-submit by its settings too."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    master = place.master or (None if SUBMITTED in os.environ else ALL)
    is_alone = master is not None and master.startswith("local")
    if is_alone:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("linkage")
    if master is not None:
        builder = builder.master(master)
    scratch = {"spark.local.dir": f"{place.tables / 'local'}"} if is_alone else {}
    settings = QUIET | (ALONE if is_alone else {}) | scratch
    settings |= {"spark.sql.warehouse.dir": f"file://{place.tables / 'warehouse'}"}
    for name, value in (settings | dict(place.config)).items():
        builder = builder.config(name, value)
    try:
        with unwarned():
            return builder.getOrCreate()
    except Exception as problem:  # of py4j, of Spark, or of a process that did not start
        if place.unsafe_debug:
            raise
        raise ResourceError(
            f"no Spark session could be made ({type(problem).__name__}) with master {master or 'of spark-submit'}; "
            "look at [spark] master and [spark.config], and at the log of Spark"
        ) from None


@contextmanager
def unwarned() -> Iterator[None]:
    """Without PySpark's warning of a pandas that it does not know yet: nothing of pandas is used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def with_meaning(session: "SparkSession") -> "SparkSession":
    """The session with the settings of MEANING."""
    for name, value in MEANING.items():
        session.conf.set(name, value)
    return session


def refuse_java() -> None:
    """ConfigError unless there is a Java that Spark runs on."""
    needed = f"Spark needs Java {LEAST_JAVA} or later: Debian's openjdk-{LEAST_JAVA}-jre-headless, say"
    home = os.environ.get("JAVA_HOME")
    java = f"{Path(home) / 'bin' / 'java'}" if home else "java"
    if (found := shutil.which(java)) is None:
        where = f"JAVA_HOME, {home}," if home else "PATH"
        raise ConfigError(f"there is no Java in {where}; {needed}")
    told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - of the user
    version = java_version(told.stderr + told.stdout)
    if version is None:
        raise ConfigError(f"{found} does not tell its version, so it is no Java that could be used; {needed}")
    if version < LEAST_JAVA:
        raise ConfigError(f"{found} is Java {version}; {needed}, and JAVA_HOME says which is used")


def java_version(told: str) -> int | None:
    """The main version in what `java -version` tells: 8 of 1.8.0, 17 of 17.0.15; None where it tells none."""
    found = re.search(r'version "(?:1\.)?([0-9]+)', told)
    return int(found.group(1)) if found else None
