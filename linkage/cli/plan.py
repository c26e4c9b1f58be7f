"""linkage plan JOB --month YYYY-MM"""

import json

import typer

from linkage.cli.options import JobFile, Json, Month, Quiet, UnsafeDebug

NAME = "plan"


def command(
    job_file: JobFile,
    month: Month,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Say what a run would read, do and need: files, what is new, rows, steps, pairs, memory, disk. Writes nothing.

    Example: linkage plan job.toml --month 2026-04
    """
    from linkage.cli.plan_page import as_result, plan_lines
    from linkage.cli.surroundings import surroundings
    from linkage.config.load import load_job
    from linkage.run_plan import plan_run

    found = plan_run(load_job(job_file), month, surroundings(quiet=quiet, unsafe_debug=unsafe_debug))
    typer.echo(json.dumps(as_result(found)) if as_json else "\n".join(plan_lines(found)))
