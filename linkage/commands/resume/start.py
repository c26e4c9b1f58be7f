"""The start of a run: whether there is an earlier one, broken off, that it can go on with."""

import json
from collections.abc import Mapping
from dataclasses import replace

from linkage.commands.months.asked import Asked
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.commands.run.account import versions
from linkage.config.job import Job
from linkage.release import adoption, broken_run
from linkage.session.machine_start import machine_start
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings


def whole_steps(
    job: Job, inputs: Inputs, around: Surroundings, made_from: Mapping[str, str], asked: Asked
) -> WholeSteps:
    """
    What is whole of the run that is asked for; nothing, and work/ is emptied, where anything it used has changed.

    `made_from` is the fingerprint of the run.
    """
    whole = WholeSteps(
        inputs.layout,
        inputs.key,
        around.warn,
        every_digest(job, inputs, made_from),
        asked=inputs.key.digest("asked", repr(replace(asked, resume=True))),
        is_written=job.duckdb.resume,
        cache=inputs.cache,
    )
    found = broken_run.read(inputs.layout)
    if found is not None and not whole.resume(found):
        adoption.sweep(inputs.layout.work)
    return whole


def unwritten(inputs: Inputs) -> WholeSteps:
    """For who only looks: nothing is whole, and nothing is written down."""
    return WholeSteps(inputs.layout, inputs.key, inputs.warn, {}, is_written=False)


def resumable(job: Job, inputs: Inputs, made_from: Mapping[str, str]) -> str | None:
    """What there is to resume from, and whether a run of the job would, in a sentence; None where there is nothing."""
    found = broken_run.read(inputs.layout)
    if found is None or not found.steps:
        return None
    left = broken_run.left_words(found)
    if other := broken_run.other_names(found, every_digest(job, inputs, made_from), inputs.layout):
        return f"{left}; since then {', '.join(other)} changed, so the next run begins anew"
    return f"{left}: the next run resumes after it, unless it is given --no-resume"


def every_digest(job: Job, inputs: Inputs, made_from: Mapping[str, str]) -> dict[str, str]:
    """
    Digests of all that a step may depend on besides tables, by name.

    Every setting counts, though it may change no table, but for those of the machine: memory, threads, room to spill.
    Working tables are not synced, so those of an earlier start of the machine are never trusted.
    """
    settings = json.dumps(job.model_dump(mode="json", exclude={"duckdb", "spark"}), sort_keys=True)
    return {
        **made_from,
        "job": inputs.key.digest("settings", settings),
        "key": inputs.key.key_id,
        "machine_start": inputs.key.digest("machine", machine_start() or ""),
        "versions": " ".join(f"{name}={version}" for name, version in sorted(versions(job).items())),
    }
