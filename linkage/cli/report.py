"""linkage report JOB [RELEASE]"""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Number, Quiet, Settings, Wait

if TYPE_CHECKING:
    from linkage.commands.report.report_command import Written
    from linkage.config.job import Job
    from linkage.release.layout import Layout
    from linkage.session.surroundings import Surroundings

NAME = "report"
Shareable = Annotated[
    bool,
    typer.Option("--shareable", help="Write the one with controlled numbers; needs [outputs] disclosure."),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare", metavar="N", help="Show the change against release N instead of the publication before."
    ),
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Write index.pdf beside the page too; needs Chromium or Chrome.")
]
Provider = Annotated[
    str | None,
    typer.Option(
        "--provider", metavar="CODE", help="The page and the letter of one imaging provider instead."
    ),
]


def command(
    job_file: JobFile,
    number: Number = None,
    shareable: Shareable = False,
    compare: Compare = None,
    provider: Provider = None,
    pdf: Pdf = False,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Write the report of a release again, beside the releases: with today's contact, sign-offs and names.

    With --provider, the page and the letter of one imaging provider, with no number of another. --json has the first
    screen and every table of the page too.

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
    if provider is not None:
        if shareable or compare or pdf:
            raise typer.BadParameter("--provider goes with none of --shareable, --compare and --pdf")
        asked = existing(layout, number, job_file)
        typer.echo(provider_told(job, layout, asked, provider, around, wait=wait, as_json=as_json))
        return

    def written() -> Written:
        release = existing(layout, number, job_file)
        other = existing(layout, compare, job_file) if compare else None
        today = around.now().date()
        return write_beside(job, release, shareable=shareable, compare=other, today=today, pdf=pdf)

    tell(patiently(written, layout, wait, around), as_json=as_json)


def tell(found: "Written", *, as_json: bool) -> None:
    """Where the report lies."""
    if as_json:
        told = {name: value for name, value in vars(found).items() if name != "data"} | dict(found.data)
        typer.echo(json.dumps(told | {"page": str(found.page), "pdf": found.pdf and str(found.pdf)}))
        return
    typer.echo(f"{found.kind} report of release {found.release}, {found.month}: {found.page}")
    if found.pdf is not None:
        typer.echo(f"the same for print: {found.pdf}")


def provider_told(
    job: "Job", layout: "Layout", number: str, code: str, around: "Surroundings", *, wait: int, as_json: bool
) -> str:
    """Write the page and the letter of one provider, and say where they are."""
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.report.provider_report import write_provider

    today = around.now().date()
    found = patiently(lambda: write_provider(job, number, code, today), layout, wait, around)
    if as_json:
        return json.dumps({**vars(found), "page": str(found.page), "letter": str(found.letter)})
    return f"page of {code}: {found.page}; letter: {found.letter}"
