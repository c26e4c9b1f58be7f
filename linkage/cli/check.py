"""linkage check JOB"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, LogFile, LogFormat, Settings, named_job
from linkage.errors import ConfigError

NAME = "check"


def command(
    job_file: Annotated[
        Path | None,
        typer.Argument(
            metavar="JOB", help="The job file, or a folder that holds a job.toml.", callback=named_job
        ),
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a job file.")] = False,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Read every row of every file as a run would, and not the beginnings alone."
        ),
    ] = False,
    settings: Settings = None,
    as_json: Json = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Report every problem of a job file, its rules, and the beginning of each file it names. Changes nothing.

    Also whether what it names can be written: the output folder, the model, what does not fit in memory. What only all
    rows of a file show, such as years of two digits, it finds with --whole, which takes as long as reading takes.

    Example: linkage check job.toml, or linkage check job.toml --whole
    """
    from linkage.cli.asked.job import given
    from linkage.cli.pages.check_page import as_result, lines
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.check.job_check import check_job
    from linkage.config.schema import schema_text

    if schema:
        typer.echo(schema_text())
        return
    if job_file is None:
        raise ConfigError("name the job file to check, or use --schema")
    around = surroundings(log=Asked(NAME, log_format, log_file))
    found = check_job(job_file, given(settings), around.now().date(), whole=whole)
    for warning in found.told:
        around.warn(warning)
    if as_json:
        typer.echo(json.dumps(as_result(found)))
        return
    typer.echo("\n".join(lines(found, job_file)))
