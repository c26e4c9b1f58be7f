"""hard links: unchanged months are carried over without a copy."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.folder_trial import try_hard_links
from linkage.session.footprint import nearest


def hard_links(subject: Subject) -> str:
    """Tried where the output lies, or will."""
    return try_hard_links(nearest(subject.layout.output))


CHECK = Check(
    name="hard links",
    place=1400,
    meaning="A file of the output folder can have two names.",
    look=hard_links,
    needs=(JOB_FILE,),
)
