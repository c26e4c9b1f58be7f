"""Brief plans: a query of small tables is one task, planned once; one of tiny tables is not compiled either."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BRIEF_BYTES = 2_000_000
"""Of Parquet, all that a query reads: one task goes through it sooner than Spark shares it out."""
TINY_BYTES = 200_000
"""The same, of what is gone through sooner than compiled: a person of 10,000 spells beside themselves is more."""

BRIEF = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.autoBroadcastJoinThreshold": "-1",  # to send a table to the one task would be a job of its own
}
"""Settings under which a query means the same, and costs little before its first row."""
TINY = BRIEF | {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""The same, for so few rows that it may cost more for each."""


def settings_of(size: int | None) -> dict[str, str]:
    """Settings for a query of tables of so many bytes; none where that is not known, or much."""
    if size is None or size > BRIEF_BYTES:
        return {}
    return TINY if size <= TINY_BYTES else BRIEF


@contextmanager
def brief(session: "SparkSession", size: int | None) -> Iterator[None]:
    """Have what the block asks of the session planned so, where what it reads has so few bytes; then as before."""
    settings = settings_of(size)
    before = {name: session.conf.get(name, None) for name in settings}
    try:
        _set(session, settings)
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
