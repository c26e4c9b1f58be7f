"""linkage plan JOB --month YYYY-MM"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Month, Quiet, UnsafeDebug

NAME = "plan"


def command(
    job_file: JobFile,
    month: Month,
    sql: Annotated[
        str | None,
        typer.Option(
            metavar="STEP",
            help="Print instead the SQL of every table that the steps of a run would make: of one step, or of all.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Say what a run would read, do and need: files, what is new, rows, steps, pairs, memory, disk. Writes nothing.

    Example: linkage plan job.toml --month 2026-04, or linkage plan job.toml --month 2026-04 --sql ranks
    """
    from linkage.cli.pages.plan_page import as_result, plan_lines
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.plan.run_plan import plan_run
    from linkage.config.load import load_job

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    if sql is not None:
        from linkage.commands.plan.sql_listing import list_sql, sql_lines

        listings = list_sql(load_job(job_file), month, sql, around)
        typer.echo(
            json.dumps([asdict(one) for one in listings]) if as_json else "\n".join(sql_lines(listings))
        )
        return
    found = plan_run(load_job(job_file), month, around)
    typer.echo(json.dumps(as_result(found)) if as_json else "\n".join(plan_lines(found)))
