"""linkage sensitivity JOB --month YYYY-MM"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Month, Quiet, Settings, UnsafeDebug, Wait

NAME = "sensitivity"


def command(
    job_file: JobFile,
    month: Month,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="PATH", help="Write it as a page too; internal.")
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    How far a month moves: at half and twice the target, without rank 8, without rank P, by dmq_2015. Internal.

    Links the month anew from the job's files, once, and publishes nothing. Of a published month a page is kept in
    out/reports, from where `linkage site` takes it.

    Example: linkage sensitivity job.toml --month 2026-04 --html sensitivity.html
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.sensitivity_table import sensitivity_text
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.sensitivity.kept_page import keep_page
    from linkage.commands.sensitivity.sensitivity_command import sensitivity
    from linkage.release.layout import Layout

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    job = asked_job(job_file, settings)
    found = patiently(lambda: sensitivity(job, month, around, page=page), Layout(job.output), wait, around)
    kept = None if settings else patiently(lambda: keep_page(job, found), Layout(job.output), wait, around)
    if as_json:
        pages = {"page": str(page) if page else None, "kept_page": str(kept) if kept else None}
        typer.echo(json.dumps(found.as_dict() | pages))
        return
    typer.echo(sensitivity_text(found))
    if page:
        typer.echo(f"page: {page}; internal")
    if kept:
        typer.echo(f"kept for `linkage site`: {kept}; internal")
    else:
        why = "settings were given for this time alone" if settings else f"{month} is not published"
        typer.echo(f"{why}, so no page is kept for `linkage site`")
