"""linkage run JOB --month YYYY-MM"""

import json
from datetime import MINYEAR, date
from typing import Annotated

import typer

from linkage.cli.options import (
    Accept,
    JobFile,
    Json,
    LogFile,
    LogFormat,
    Month,
    Quiet,
    Reason,
    Stern,
    UnsafeDebug,
    Wait,
)

NAME = "run"


def command(
    job_file: JobFile,
    month: Month,
    restate: Annotated[
        bool, typer.Option("--restate", help="Publish a month again that has changed.")
    ] = False,
    accept: Accept = None,
    reason: Reason = None,
    strict: Stern = False,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Link one month and publish it as a new release. Months published before are carried over.

    Example: linkage run job.toml --month 2026-04
    """
    from linkage.cli.accepted import judging
    from linkage.cli.pages.run_result import as_result, show
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked, note
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.run.monthly_run import run_month
    from linkage.config.load import load_job
    from linkage.release.layout import Layout

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    job = load_job(job_file)
    first_day = date(max(int(month[:4]), MINYEAR), int(month[5:]), 1)
    asked = judging(accept, reason, strict=strict, near=(around.now().date(), first_day))
    outcome = patiently(
        lambda: run_month(job, month, around, restate=restate, judging=asked),
        Layout(job.output),
        wait,
        around,
    )
    note("published" if outcome.published else "nothing_to_do", release=outcome.release, month=month)
    if as_json:
        typer.echo(json.dumps(as_result(job, outcome, month)))
    else:
        show(job, outcome, month)
