"""job file: it can be read, and everything in it has a meaning."""

from linkage.commands.doctor.check import Check, Subject


def job_file(subject: Subject) -> str | None:
    """Its name and its profile; None where no job is named."""
    if subject.job_file is None:
        return None
    return f"{subject.job_file.name}, profile {subject.job.linkage.profile}"


CHECK = Check(
    name="job file",
    place=700,
    meaning="The job file can be read, and every setting in it has a meaning.",
    look=job_file,
)
