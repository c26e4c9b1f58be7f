"""Brief plans: a query of small tables is one task, which is neither compiled nor planned again on the way."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BRIEF_BYTES = 2_000_000
"""Of Parquet, all that a query reads: one task goes through it sooner than Spark compiles it and shares it out."""

BRIEF = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.autoBroadcastJoinThreshold": "-1",  # to send a table to the one task would be a job of its own
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Settings under which a query means the same, and costs little before its first row."""


@contextmanager
def brief(session: "SparkSession", size: int | None) -> Iterator[None]:
    """Have what the block asks of the session planned so, where what it reads has so few bytes; then as before."""
    if size is None or size > BRIEF_BYTES:
        yield
        return
    before = {name: session.conf.get(name, None) for name in BRIEF}
    try:
        _set(session, BRIEF)
        yield
    finally:
        with suppress(Exception):  # a session that has ended has no settings
            _set(session, before)


def _set(session: "SparkSession", settings: Mapping[str, str | None]) -> None:
    for name, value in settings.items():
        if value is None:
            session.conf.unset(name)
        else:
            session.conf.set(name, value)
