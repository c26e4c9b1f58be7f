"""other folders: those of the model and of what does not fit in memory, where the job names them."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.session.places import try_model, try_spill


def other_folders(subject: Subject) -> str:
    """How many there are."""
    job = subject.job
    if job.model_path:
        try_model(job.model_path)
    try_spill(job)
    return f"{bool(job.model_path) + bool(job.duckdb.spill)} can be written to"


CHECK = Check(
    name="other folders",
    place=1300,
    meaning="The folders of the model and of what does not fit in memory can be written to.",
    look=other_folders,
    needs=(JOB_FILE,),
)
