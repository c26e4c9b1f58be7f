"""linkage run JOB --month YYYY-MM"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Month, Quiet, UnsafeDebug, surroundings
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.monthly_report import released_rank_table
from linkage.monthly_run import Outcome, run_month
from linkage.release.layout import Layout

NAME = "run"


def command(
    job_file: JobFile,
    month: Month,
    restate: Annotated[
        bool, typer.Option("--restate", help="Publish a month again that has changed.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Link one month and publish it as a new release. Months published before are carried over.

    Example: linkage run job.toml --month 2026-04
    """
    job = load_job(job_file)
    outcome = run_month(job, month, surroundings(quiet=quiet, unsafe_debug=unsafe_debug), restate=restate)
    if as_json:
        typer.echo(json.dumps(as_result(job, outcome, month)))
    else:
        show(job, outcome, month)


def as_result(job: Job, outcome: Outcome, month: str) -> dict[str, object]:
    """For --json: what was published, or that there was nothing to do."""
    return {
        "release": outcome.release,
        "month": month,
        "published": outcome.published,
        "counts": outcome.manifest.counts.model_dump() if outcome.published else None,
        "folder": str(Layout(job.output).release(outcome.release)),
    }


def show(job: Job, outcome: Outcome, month: str) -> None:
    """The match-rank table, the ledger in a line, and where to look."""
    folder = Layout(job.output).release(outcome.release)
    typer.echo(released_rank_table(job, outcome.release, month))
    counts = outcome.manifest.counts
    if outcome.published:
        typer.echo(
            f"\n{month}: {counts.events:,} events = {counts.linked:,} linked + {counts.review:,} review"
            f" + {counts.unlinked:,} unlinked; "
            f"{sum(file.rows_quarantined for file in outcome.manifest.inputs):,} input rows set aside"
        )
        if counts.key_conflict:
            typer.echo(
                f"{counts.key_conflict:,} row(s) bear a site and accession number of several people (key_conflict): "
                "set aside, and in no rate"
            )
    else:
        typer.echo(
            f"\n{month} is published in release {outcome.release} and nothing has changed: nothing to do"
        )
    typer.echo(f"release {outcome.release}: {folder}")
    typer.echo(f"report:       {folder / 'report' / 'index.html'}")
