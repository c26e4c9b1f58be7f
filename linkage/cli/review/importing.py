"""linkage review import JOB FILE..."""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Quiet, Settings

NAME = "review import"


def command(
    job_file: JobFile,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files that reviewers saved, or filled workbooks.")
    ],
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Take in reviewers' answers, write down what they settle, and tell how far they agree and how good the links are.

    Nothing is taken unless every file can be. What they settle binds every later run that links the month, until it
    is taken back: `linkage run JOB --changed` takes it up. What two differ in becomes a page for a third.

    Example: linkage review import job.toml answers-R1.json answers-R2.json
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.review_page import import_lines, import_result
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.review.importing import import_answers

    around = surroundings(quiet=quiet, log=Asked(NAME, log_format, log_file))
    found = import_answers(asked_job(job_file, settings), files, around)
    typer.echo(json.dumps(import_result(found)) if as_json else "\n".join(import_lines(found)))
