"""inputs: every file is there, and in the layout that the job says."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.finding import Warned
from linkage.session.usable_files import usable_files
from linkage.steps.inputs.plan import plan_reading


def inputs(subject: Subject) -> str:
    """How many files there are; a warning where a run would go on without some."""
    usable = usable_files(subject.job, subject.sources)
    read = f"{len(plan_reading(usable.sources))} files can be read"
    if usable.aside:
        listed = "; ".join(f"{one.path}: {one.why}" for one in usable.aside)
        raise Warned(f"{read}, and a run goes on without the others ([inputs] on_bad_file): {listed}")
    return read


CHECK = Check(
    name="inputs",
    place=1000,
    meaning="Every file that the job names is there, in the layout it says.",
    look=inputs,
    needs=(JOB_FILE,),
)
