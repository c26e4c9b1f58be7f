"""linkage review list JOB"""

import json

import typer

from linkage.cli.options import JobFile, Json, Settings


def command(job_file: JobFile, settings: Settings = None, as_json: Json = False) -> None:
    """
    Every decision in force, how it stands in the current release, and which contradict one another or are stale.

    Names no person and no note. Example: linkage review list job.toml
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.decision_lines import listed_lines, listed_result
    from linkage.cli.surroundings import surroundings
    from linkage.commands.decide.listed import listed_decisions

    found = listed_decisions(asked_job(job_file, settings), surroundings(quiet=True))
    typer.echo(json.dumps(listed_result(found)) if as_json else "\n".join(listed_lines(found)))
