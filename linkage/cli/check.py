"""linkage check JOB"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, surroundings
from linkage.config.job import Job
from linkage.config.load import load_job, load_rules
from linkage.errors import ConfigError
from linkage.inputs.plan import plan_reading
from linkage.job_texts import check_texts
from linkage.missing_columns import planned_columns, told_of_columns
from linkage.workspace import lists, sources

NAME = "check"


def command(
    job_file: Annotated[Path | None, typer.Argument(metavar="JOB", help="The job file.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a job file.")] = False,
    as_json: Json = False,
) -> None:
    """
    Report every problem of a job file and of the beginning of each file it names. Changes nothing.

    Example: linkage check job.toml
    """
    if schema:
        typer.echo(json.dumps(Job.model_json_schema(), indent=2))
        return
    if job_file is None:
        raise ConfigError("name the job file to check, or use --schema")
    job = load_job(job_file)
    rules = load_rules(job)
    found = sources(job)
    lists(job)
    for told in told_of_columns(found, planned_columns(plan_reading(found))):
        typer.echo(f"warning: {told}", err=True)
    check_texts(job, surroundings(quiet=True).now().date())
    files = {source.dataset: len(source.files) for source in found}
    model = (
        "none needed"
        if rules.p is None
        else "present"
        if job.model_path and job.model_path.exists()
        else "missing"
    )
    if as_json:
        typer.echo(json.dumps({"job": job.job.name, "profile": rules.name, "files": files, "model": model}))
        return
    typer.echo(f"{job_file.name}: ok, profile {rules.name}")
    for dataset, count in files.items():
        typer.echo(f"  {dataset}: {count} file{'s' if count > 1 else ''}")
    if model == "missing":
        typer.echo(f"  model: none yet; run `linkage train {job_file}` before the first month")
