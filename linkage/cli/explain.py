"""linkage explain JOB EVENT"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings, UnsafeDebug

NAME = "explain"


def command(
    job_file: JobFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event_id, or SITE/ACCESSION.")],
    secure: Annotated[
        bool,
        typer.Option(
            "--secure", help="Also show person keys and what HES holds of them. For the secure area only."
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write the event's whole life, as a page, to this file for the owner alone.",
        ),
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Say why one event of the current release is linked, under review or unlinked.

    With the evidence for each candidate, from the prior to the posterior. Tells no identifier, unless asked to. The
    page of --html tells its whole life: row read, ranks tried, relations weighed, releases, decisions.

    Example: linkage explain job.toml RXA01/0065401
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.explanation_page import as_result, explanation_lines
    from linkage.cli.surroundings import surroundings
    from linkage.commands.diff.event_list import refuse_place
    from linkage.commands.explain.explanation import explain
    from linkage.commands.explain.life_sections import life_page
    from linkage.release import disk

    if html is not None:
        refuse_place(html, (".html",))
    job = asked_job(job_file, settings)
    found = explain(
        job, event, surroundings(unsafe_debug=unsafe_debug), secure=secure, whole=html is not None
    )
    if html is not None:
        disk.write(html, life_page(found).encode())
    typer.echo(json.dumps(as_result(found)) if as_json else "\n".join(explanation_lines(found)))
