"""linkage review export JOB"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Quiet, Settings, UnsafeDebug, month

NAME = "review export"


def command(
    job_file: JobFile,
    of_month: Annotated[
        str | None,
        typer.Option(
            "--month",
            metavar="YYYY-MM",
            help="The month; the latest of the release if left out.",
            callback=lambda text: text and month(text),
        ),
    ] = None,
    margin: Annotated[
        float,
        typer.Option("--margin", help="Half the width of the 95% interval to be reached: 0.05 is 5 points."),
    ] = 0.05,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws other events.")] = 1,
    reviewers: Annotated[
        int, typer.Option("--reviewers", help="Who have to agree: 2, with a third where they differ; or 1.")
    ] = 2,
    people: Annotated[int, typer.Option("--people", help="People shown for an event, at most 9.")] = 6,
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Draw a sample of a month for reviewers: a page and a workbook in the secure area, with identifiers.

    Most of it lies near the threshold. Who is drawn follows from the release and the seed.

    Example: linkage review export job.toml --month 2019-11 --margin 0.05
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.review_page import export_lines, export_result
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.typed import typed
    from linkage.commands.review.export import SampleAsked, export

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    asked = SampleAsked(of_month, margin, seed, reviewers, people)
    found = export(asked_job(job_file, settings), asked, around)
    typer.echo(
        json.dumps(export_result(found)) if as_json else "\n".join(export_lines(found, typed(job_file)))
    )
