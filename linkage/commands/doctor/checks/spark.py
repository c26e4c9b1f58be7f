"""spark: what a session of the program's own needs, where the job is done on Spark."""

from importlib.metadata import version

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.engine.spark.session import refuse_java, refuse_missing
from linkage.session.places import try_work


def spark(subject: Subject) -> str | None:
    """Its version; no session is made. Nothing is told of a job on DuckDB."""
    if subject.job.job.engine != "spark":
        return None
    refuse_missing()
    refuse_java()
    try_work(subject.job)
    return f"PySpark {version('pyspark')} and a Java that it runs on are there; no session was made"


CHECK = Check(
    name="spark",
    place=1350,
    meaning="PySpark, a Java for it and the work folder are there, where the job is done on Spark.",
    look=spark,
    needs=(JOB_FILE,),
)
