"""linkage run JOB --month YYYY-MM"""

import json
from datetime import MINYEAR, date
from typing import Annotated

import typer

from linkage.cli.options import Accept, JobFile, Json, Month, Quiet, Reason, Stern, UnsafeDebug

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
) -> None:
    """
    Link one month and publish it as a new release. Months published before are carried over.

    Example: linkage run job.toml --month 2026-04
    """
    from linkage.cli.accepted import judging
    from linkage.cli.pages.run_result import as_result, show
    from linkage.cli.surroundings import surroundings
    from linkage.commands.run.monthly_run import run_month
    from linkage.config.load import load_job

    job = load_job(job_file)
    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug)
    first_day = date(max(int(month[:4]), MINYEAR), int(month[5:]), 1)
    asked = judging(accept, reason, strict=strict, near=(around.now().date(), first_day))
    outcome = run_month(job, month, around, restate=restate, judging=asked)
    if as_json:
        typer.echo(json.dumps(as_result(job, outcome, month)))
    else:
        show(job, outcome, month)
