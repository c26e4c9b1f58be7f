"""linkage releases diff JOB A B"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings, UnsafeDebug, month


def command(
    job_file: JobFile,
    before: Annotated[str, typer.Argument(metavar="A", help="A release number.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another; the lower of the two is the earlier.")],
    only: Annotated[
        str | None,
        typer.Option(
            "--month", metavar="YYYY-MM", help="This month alone.", callback=lambda text: text and month(text)
        ),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="List the events too, in the secure area, for the owner alone.")
    ] = False,
    events_to: Annotated[
        Path | None,
        typer.Option("--events-to", metavar="PATH", help="The same into a file of yours: .csv or .parquet."),
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="PATH", help="Write it as a page too; internal.")
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    What changed from one release to another: events, links and pathways of each month, with the reason.

    Months that are the same files in both are not read. Example: linkage releases diff job.toml 3 4 --html diff.html
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import existing
    from linkage.cli.pages.diff_text import diff_lines
    from linkage.cli.surroundings import surroundings
    from linkage.commands.diff.diff_command import Asked, diff_releases
    from linkage.commands.diff.told import as_result
    from linkage.session.stores.job_layout import looked_at

    job = asked_job(job_file, settings)
    layout = looked_at(job)
    numbers = [existing(layout, number, job_file) for number in (before, after)]
    asked = Asked(month=only, events=events, events_to=events_to, page=page)
    around = surroundings(quiet=True, unsafe_debug=unsafe_debug)
    outcome = diff_releases(job, numbers[0], numbers[1], asked, around)
    written = {"events_file": outcome.events, "events_listed": outcome.listed, "page": outcome.page}
    if as_json:
        told = {name: str(value) if isinstance(value, Path) else value for name, value in written.items()}
        typer.echo(json.dumps(as_result(outcome.found) | told))
        return
    for line in diff_lines(outcome.found):
        typer.echo(line)
    if outcome.events:
        typer.echo(f"events: {outcome.listed:,} in {outcome.events}; not to be shared")
    if outcome.page:
        typer.echo(f"page:   {outcome.page}; internal")
