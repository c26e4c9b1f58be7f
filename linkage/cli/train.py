"""linkage train JOB"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Quiet, Settings, UnsafeDebug, Wait

NAME = "train"


def command(
    job_file: JobFile,
    force: Annotated[bool, typer.Option("--force", help="Replace a model that is there already.")] = False,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Learn the numbers of the probabilistic stage from the job's own files; write the model file and a page about it.

    Example: linkage train job.toml
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.model_table import model_text
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.train.model_training import train_job
    from linkage.release.layout import Layout
    from linkage.session.places import page_path

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    job = asked_job(job_file, settings)
    model = patiently(lambda: train_job(job, around, force=force), Layout(job.output), wait, around)
    page = str(page_path(job.model_path)) if job.model_path else None
    if as_json:
        typer.echo(json.dumps(model.model_dump(mode="json") | {"report": page}))
        return
    typer.echo(model_text(model))
    typer.echo(f"written to {job.model_path}")
    typer.echo(f"report:    {page}")
