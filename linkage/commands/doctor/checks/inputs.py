"""inputs: every file is there, and in the layout that the job says."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.steps.inputs.plan import plan_reading


def inputs(subject: Subject) -> str:
    """How many files there are."""
    return f"{len(plan_reading(subject.sources))} files can be read"


CHECK = Check(
    name="inputs",
    place=1000,
    meaning="Every file that the job names is there, in the layout it says.",
    look=inputs,
    needs=(JOB_FILE,),
)
