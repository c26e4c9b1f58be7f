"""linkage plan JOB --month YYYY-MM | --months A..B | --changed"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from linkage.cli.options import (
    Changed,
    Except,
    JobFile,
    Json,
    LogFile,
    LogFormat,
    MonthOrLatest,
    Months,
    Quiet,
    Restate,
    Settings,
    UnsafeDebug,
)
from linkage.errors import ResourceError

NAME = "plan"


def command(
    job_file: JobFile,
    month: MonthOrLatest = None,
    months: Months = None,
    changed: Changed = False,
    leave: Except = None,
    restate: Restate = False,
    sql: Annotated[
        str | None,
        typer.Option(
            metavar="STEP",
            help="Print instead the SQL of every table that the steps of a run would make: of one step, or of all.",
        ),
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Say what a run would read, change, do and need: files, months, steps, pairs, time, memory, disk. Writes nothing.

    Ends with 6 where a run would not fit, and says which setting to change.

    Example: linkage plan job.toml --month 2026-04, or linkage plan job.toml --month 2026-04 --sql ranks
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.months import asked_months, named_month
    from linkage.cli.pages.plan_page import as_results, pages
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked as AskedLog
    from linkage.cli.telling.typed import typed
    from linkage.commands.months.asked import Asked
    from linkage.commands.plan.run_plan import plan_job

    wanted = asked_months(month, months, changed=changed, leave=leave, restate=restate)
    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=AskedLog(NAME, log_format, log_file))
    if sql is not None:
        from linkage.commands.plan.sql_listing import list_sql, sql_lines

        listings = list_sql(asked_job(job_file, settings), named_month(month), sql, around)
        typer.echo(
            json.dumps([asdict(one) for one in listings]) if as_json else "\n".join(sql_lines(listings))
        )
        return
    asked = Asked(wanted, restate=restate, changed=changed, leave=tuple(leave or ()))
    found = plan_job(asked_job(job_file, settings), asked, around)
    typer.echo(json.dumps(as_results(found)) if as_json else "\n".join(pages(found, typed(job_file))))
    if any(one.standing.will_run and need.refused for one in found for need in one.needs):
        raise typer.Exit(ResourceError.exit_code)
