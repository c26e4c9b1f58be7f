"""locks: what is locked in the output folder cannot be locked again."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.folder_trial import try_locking
from linkage.session.footprint import nearest


def locks(subject: Subject) -> str:
    """Tried where the output lies, or will."""
    return try_locking(nearest(subject.layout.output))


CHECK = Check(
    name="locks",
    place=1500,
    meaning="Locks hold in the output folder, and keep two runs apart.",
    look=locks,
    needs=(JOB_FILE,),
)
