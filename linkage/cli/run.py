"""linkage run JOB --month YYYY-MM | --months A..B | --changed"""

import json

import typer

from linkage.cli.options import (
    Accept,
    Changed,
    Contexts,
    Except,
    JobFile,
    Json,
    LogFile,
    LogFormat,
    MonthOrLatest,
    Months,
    NoResume,
    Quiet,
    Reason,
    Restate,
    Settings,
    Stern,
    UnsafeDebug,
    Wait,
)

NAME = "run"


def command(
    job_file: JobFile,
    month: MonthOrLatest = None,
    months: Months = None,
    changed: Changed = False,
    leave: Except = None,
    restate: Restate = False,
    contexts: Contexts = None,
    no_resume: NoResume = False,
    accept: Accept = None,
    reason: Reason = None,
    strict: Stern = False,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Link a month and publish it as a new release. Months published before are carried over.

    Example: linkage run job.toml --month 2026-04, or linkage run job.toml --month latest --changed
    """
    from linkage.cli.asked.gates import judging
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.months import asked_months, first_days
    from linkage.cli.pages.run_result import as_results, noted, show
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked as AskedLog
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.months.asked import Asked
    from linkage.commands.run.monthly_run import run_job
    from linkage.session.stores.job_layout import job_layout

    wanted = asked_months(month, months, changed=changed, leave=leave, restate=restate)
    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=AskedLog(NAME, log_format, log_file))
    job = asked_job(job_file, settings)
    asked = Asked(
        wanted,
        restate=restate,
        changed=changed,
        leave=tuple(leave or ()),
        judging=judging(accept, reason, strict=strict, near=(around.now().date(), *first_days(wanted))),
        contexts=contexts,
        resume=not no_resume,
    )
    outcomes = patiently(lambda: run_job(job, asked, around), job_layout(job), wait, around)
    noted(outcomes)
    if as_json:
        typer.echo(json.dumps(as_results(job, asked, outcomes)))
        return
    for place, outcome in enumerate(outcomes):
        show(job, outcome, asked.name_of(place, outcome.manifest.month), job_file)
