"""output folder: it can be written to, by nobody else."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.places import writable


def output_folder(subject: Subject) -> str:
    """What is there, or will be made."""
    return writable(subject.layout)


CHECK = Check(
    name="output folder",
    place=1200,
    meaning="The output folder can be written to, by nobody else.",
    look=output_folder,
    needs=(JOB_FILE,),
)
