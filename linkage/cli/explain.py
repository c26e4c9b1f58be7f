"""linkage explain JOB EVENT"""

import json
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
    settings: Settings = None,
    as_json: Json = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Say why one event of the current release is linked, under review or unlinked.

    With the evidence for each candidate, from the prior to the posterior. Tells no identifier, unless asked to.

    Example: linkage explain job.toml RXA01/0065401
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.explanation_page import as_result, explanation_lines
    from linkage.cli.surroundings import surroundings
    from linkage.commands.explain.explanation import explain

    found = explain(
        asked_job(job_file, settings), event, surroundings(unsafe_debug=unsafe_debug), secure=secure
    )
    typer.echo(json.dumps(as_result(found)) if as_json else "\n".join(explanation_lines(found)))
