"""pseudonym key: it is that of the current release; losing it changes every id for ever."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.current_release import CHECK as CURRENT_RELEASE
from linkage.commands.plan.month_plan import key_in_use
from linkage.commands.run.release_run import form
from linkage.release.history import current
from linkage.release.standing import refuse_mixture


def pseudonym_key(subject: Subject) -> str:
    """Its name, and whose it is to keep."""
    job = subject.job
    previous = current(subject.layout)
    found = key_in_use(job, previous, subject.around.environment)
    if found is None:
        return "will be made by the first run"
    if previous is not None:
        refuse_mixture(previous, previous.month, form(job, found.key_id))
    name = found.key_id if previous is not None else found.name or "no name yet"
    if job.keys is not None:
        return f"{name}, named in the job file"
    return f"{name}, made by the program; keep a copy where only its keeper can read it"


CHECK = Check(
    name="pseudonym key",
    place=1900,
    meaning="The key of the pseudonyms is there, and is that of the current release.",
    look=pseudonym_key,
    needs=(CURRENT_RELEASE,),
)
