"""rules: those of the job's profile can be read."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.config.load import load_rules


def rules(subject: Subject) -> str:
    """Their name."""
    return load_rules(subject.job).name


CHECK = Check(
    name="rules", place=800, meaning="The rules of the profile can be read.", look=rules, needs=(JOB_FILE,)
)
