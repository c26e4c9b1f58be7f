"""What is being done, as Spark's own pages and its log of events tell it beside jobs and stages."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DESCRIPTION = "spark.job.description"


@contextmanager
def described(session: "SparkSession", doing: str) -> Iterator[None]:
    """Have the jobs of a block called so, which holds no value; afterwards they are called as before."""
    before = _call(session, doing)
    try:
        yield
    finally:
        _call(session, before)


def _call(session: "SparkSession", doing: str | None) -> str | None:
    """Give the jobs that follow a name, and tell the last one; a session that has ended has no more jobs."""
    before: str | None = None
    with suppress(Exception):
        before = session.sparkContext.getLocalProperty(DESCRIPTION)
        session.sparkContext.setLocalProperty(DESCRIPTION, doing)  # type: ignore[arg-type, unused-ignore]
    return before
