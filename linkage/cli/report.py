"""linkage report JOB [RELEASE]"""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Number, Quiet, Settings, Wait

if TYPE_CHECKING:
    from linkage.commands.report.report_command import Written

NAME = "report"


def command(
    job_file: JobFile,
    number: Number = None,
    shareable: Annotated[
        bool,
        typer.Option(
            "--shareable", help="Write the one with controlled numbers; needs [outputs] disclosure."
        ),
    ] = False,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="N",
            help="Show the change against release N instead of the publication before.",
        ),
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Write index.pdf beside the page too; needs Chromium or Chrome.")
    ] = False,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Write the report of a release again, beside the releases: with today's contact, sign-offs and names.

    Example: linkage report job.toml 0007 --compare 0003
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import existing
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.report.report_command import Written, write_beside
    from linkage.session.stores.job_layout import looked_at

    around = surroundings(quiet=quiet, log=Asked(NAME, log_format, log_file))
    job = asked_job(job_file, settings)
    layout = looked_at(job)

    def written() -> Written:
        release = existing(layout, number, job_file.name)
        other = existing(layout, compare, job_file.name) if compare else None
        today = around.now().date()
        return write_beside(job, release, shareable=shareable, compare=other, today=today, pdf=pdf)

    tell(patiently(written, layout, wait, around), as_json=as_json)


def tell(found: "Written", *, as_json: bool) -> None:
    """Where the report lies."""
    if as_json:
        typer.echo(json.dumps({**vars(found), "page": str(found.page), "pdf": found.pdf and str(found.pdf)}))
        return
    typer.echo(f"{found.kind} report of release {found.release}, {found.month}: {found.page}")
    if found.pdf is not None:
        typer.echo(f"the same for print: {found.pdf}")
