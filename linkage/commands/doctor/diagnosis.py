"""What a machine, a job and its output folder lack, before a run finds out: what is wrong and what to do next."""

from collections.abc import Iterator
from pathlib import Path

from linkage.commands.doctor.machine_diagnosis import of_machine
from linkage.commands.doctor.output_diagnosis import of_output
from linkage.commands.plan.month_plan import planned_model
from linkage.config.job import Job
from linkage.config.load import load_job, load_rules
from linkage.errors import LinkageError, ResourceError
from linkage.release.layout import Layout
from linkage.session.finding import Finding, Warned, look
from linkage.session.folder_trial import try_hard_links, try_locking
from linkage.session.footprint import nearest, needs
from linkage.session.places import try_model, try_spill, writable
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import lists, sources
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.probabilistic.model.versions import versions_told


def diagnose(job_file: Path | None, around: Surroundings) -> list[Finding]:
    """Everything about the machine, and about a job when one is named. Leaves nothing behind."""
    found = list(of_machine(around))
    if job_file is None:
        return found
    try:
        job = load_job(job_file)
    except LinkageError as problem:
        return [*found, Finding("job file", "problem", str(problem), problem.exit_code)]
    told = f"{job_file.name}, profile {job.linkage.profile}"
    return [*found, Finding("job file", "ok", told), *of_job(job), *of_output(job, around)]


def of_job(job: Job) -> Iterator[Finding]:
    """What the job names, and the folders it writes to."""
    layout = Layout(job.output)
    place = nearest(layout.output)
    yield look("rules", lambda: load_rules(job).name)
    yield look("lists", lambda: f"{len(lists(job).opted_out_numbers):,} opted-out numbers")
    inputs = look("inputs", lambda: f"{len(plan_reading(sources(job)))} files can be read")
    yield inputs
    yield look("model", lambda: model(job))
    yield look("output folder", lambda: writable(layout))
    yield look("other folders", lambda: other_folders(job))
    yield look("hard links", lambda: try_hard_links(place))
    yield look("locks", lambda: try_locking(place))
    if inputs.state == "ok":
        yield look("room", lambda: room(job))


def model(job: Job) -> str:
    """The model, or that none is needed; a run needs it, a first training does not. It may be of other versions."""
    rules = load_rules(job)
    found, told = planned_model(job, rules)
    if rules.p is not None and found is None:
        raise Warned(told)
    if found and (others := versions_told(found)):
        raise Warned(others)
    return told


def other_folders(job: Job) -> str:
    """The folders of the model and of what does not fit in memory, where the job names them."""
    if job.model_path:
        try_model(job.model_path)
    try_spill(job)
    return f"{bool(job.model_path) + bool(job.duckdb.spill)} can be written to"


def room(job: Job) -> str:
    """Memory and disk for a run."""
    memory, disk = needs(job, sources(job))
    told = ", ".join(
        f"{need.of} {need.wanted / 1e9:,.1f} GB wanted and {need.free / 1e9:,.1f} GB free"
        for need in (memory, disk)
    )
    if disk.is_short:
        raise ResourceError(f"{told}; {disk.advice}")
    if memory.is_short:
        raise Warned(f"{told}; {memory.advice}")
    return told
