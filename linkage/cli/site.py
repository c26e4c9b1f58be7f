"""linkage site JOB"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Quiet, Settings, Wait

NAME = "site"


def command(
    job_file: JobFile,
    shareable: Annotated[
        bool,
        typer.Option("--shareable", help="The shared reports alone, in a folder that may leave the house."),
    ] = False,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Write one static folder of all there is to read: releases, reports, differences, trends, providers.

    It lies in out/reports/site, has no script, and can be put behind any web server or opened from disk.

    Example: linkage site job.toml
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.site.site_command import write_site
    from linkage.session.stores.job_layout import looked_at

    around = surroundings(quiet=quiet, log=Asked(NAME, log_format, log_file))
    job = asked_job(job_file, settings)
    found = patiently(
        lambda: write_site(job, around, shareable=shareable, today=around.now().date()),
        looked_at(job),
        wait,
        around,
    )
    if as_json:
        typer.echo(json.dumps({**vars(found), "page": str(found.page)}))
        return
    kind = "shareable" if found.is_shareable else "internal"
    typer.echo(f"{kind} site of {found.releases} release(s) and {found.providers} provider(s): {found.page}")
