"""linkage doctor [JOB]"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, Settings, named_job
from linkage.cli.telling.failure import failure_text
from linkage.errors import ConfigError, Problem
from linkage.session.finding import Finding

NAME = "doctor"


def command(
    job_file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[JOB]", help="A job file, or its folder, to look at as well.", callback=named_job
        ),
    ] = None,
    measure: Annotated[
        bool,
        typer.Option(
            "--measure",
            help="First measure this machine on made-up people, for half a minute, and keep what runs cost in state/.",
        ),
    ] = False,
    settings: Settings = None,
    as_json: Json = False,
) -> None:
    """
    Look at the machine, and at a job and its output folder, and say what a run would lack. Changes nothing.

    Exit code 0 unless a run would fail; then that of the first problem, and --json gives the findings beside it.
    With --measure, `plan` predicts by this machine's own costs.

    Example: linkage doctor job.toml, or linkage doctor job.toml --measure
    """
    from linkage.cli.asked.job import given
    from linkage.cli.surroundings import surroundings
    from linkage.commands.doctor.diagnosis import diagnose

    if measure:
        measure_machine(job_file, settings)
    found = diagnose(job_file, surroundings(), given(settings))
    problems = [finding for finding in found if finding.state == "problem"]
    code = problems[0].exit_code if problems else 0
    if as_json:
        told = [asdict(finding) for finding in found]
        typer.echo(diagnosis_failure(code, problems, told) if code else json.dumps(told))
    else:
        typer.echo(diagnosis_text(found))
    if code:
        raise typer.Exit(code)


def measure_machine(job_file: Path | None, settings: list[str] | None) -> None:
    """Measure what a run of a job costs here; ConfigError without one, whose state/ keeps it."""
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.world import WorldSettings, make_world
    from linkage.cli.surroundings import surroundings
    from linkage.commands.doctor.measure import measure

    if job_file is None:
        raise ConfigError("--measure needs a job: what it finds is kept in the state/ of its output folder")

    def made(folder: Path, people: int) -> None:
        make_world(folder, WorldSettings(people=people, seed=1))

    measure(asked_job(job_file, settings), made, surroundings())


def diagnosis_failure(code: int, problems: list[Finding], told: list[dict[str, object]]) -> str:
    """The problems as the failure of the command, with every finding beside it, as JSON."""
    message = "; ".join(f"{finding.name}: {finding.told}" for finding in problems)
    parts = [Problem(finding.told, finding.name) for finding in problems]
    return failure_text(code, message, problems=parts, beside={"findings": told})


def diagnosis_text(found: list[Finding]) -> str:
    """A line for each finding, and how many of them need something done."""
    lines = [f"{finding.state:<8}{finding.name:<17}{finding.told}" for finding in found]
    problems, warnings = (
        sum(finding.state == state for finding in found) for state in ("problem", "warning")
    )
    lines.append(f"{problems} problem{'' if problems == 1 else 's'}, {warnings} to know of")
    return "\n".join(lines)
