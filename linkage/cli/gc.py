"""linkage gc JOB"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings

NAME = "gc"


def command(
    job_file: JobFile,
    keep: Annotated[
        int | None, typer.Option("--keep", metavar="N", help="Keep the last N releases; 13 if left out.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and take nothing away.")
    ] = False,
    purge_opted_out: Annotated[
        bool,
        typer.Option(
            "--purge-opted-out",
            help="Take away the releases that hold people on today's opt-out list, and no others.",
        ),
    ] = False,
    include_approved: Annotated[
        bool, typer.Option("--include-approved", help="With that: also those that were signed off.")
    ] = False,
    also_shared: Annotated[
        bool,
        typer.Option(
            "--also-shared", help="Also releases with which a month was last shared; its numbers stay known."
        ),
    ] = False,
    settings: Settings = None,
    as_json: Json = False,
) -> None:
    """
    Take earlier releases away that nobody needs any more, and what runs that died have left.

    The current release stays, the last N, those signed off, and of each month the last whose numbers were shared. Of
    those that go, manifest, statistics and shareable report stay in out/state/shared, a receipt in out/state/receipts.

    Example: linkage gc job.toml --keep 13 --dry-run
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.gc_page import as_result, gc_lines
    from linkage.cli.surroundings import surroundings
    from linkage.commands.gc.gc_command import collect
    from linkage.commands.gc.gc_plan import Wanted
    from linkage.release.removal.policy import KEEP

    refuse_mixture(keep, purges=purge_opted_out, approved=include_approved, shared=also_shared)
    wanted = Wanted(KEEP if keep is None else keep, purge_opted_out, include_approved, also_shared)
    around = surroundings(quiet=True)
    outcome = collect(asked_job(job_file, settings), wanted, around, dry_run=dry_run)
    for warning in outcome.plan.warnings:
        around.warn(warning)
    if as_json:
        typer.echo(json.dumps(as_result(outcome)))
        return
    for line in gc_lines(outcome):
        typer.echo(line)


def refuse_mixture(keep: int | None, *, purges: bool, approved: bool, shared: bool) -> None:
    """A usage error for options that do not go together: a purge looks at who is in a release, and at nothing else."""
    if approved and not purges:
        raise typer.BadParameter("--include-approved goes with --purge-opted-out")
    if purges and keep is not None:
        raise typer.BadParameter(
            "--purge-opted-out looks at who is in a release and --keep at its age: one of the two"
        )
    if purges and shared:
        raise typer.BadParameter(
            "--also-shared goes with --keep: --purge-opted-out does not look at what was shared"
        )
