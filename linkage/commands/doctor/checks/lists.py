"""lists: opted-out numbers and postcodes to ignore can be read."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.workspace import lists


def supplied_lists(subject: Subject) -> str:
    """How many opted-out numbers there are."""
    return f"{len(lists(subject.job).opted_out_numbers):,} opted-out numbers"


CHECK = Check(
    name="lists",
    place=900,
    meaning="The lists that the job names can be read.",
    look=supplied_lists,
    needs=(JOB_FILE,),
)
