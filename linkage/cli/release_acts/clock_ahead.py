"""linkage releases clock-ahead JOB: the clock was ahead when releases were finished, and is right now"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings, Wait


def say_clock_ahead(
    job_file: JobFile,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="What was wrong; kept in the journal.")
    ],
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
) -> None:
    """
    Say that the clock was ahead when releases were finished that it now is before, and that it is right now.

    Commands do not warn of these any more, and `releases show` tells it. Nothing of a release changes.

    Example: linkage releases clock-ahead job.toml --reason "the clock was a year ahead until Tuesday"
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import existing
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.waiting import patiently
    from linkage.release.lock import hold
    from linkage.release.record.clock import say_ahead
    from linkage.session.stores.job_layout import looked_at

    around = surroundings(quiet=True)
    layout = looked_at(asked_job(job_file, settings))
    existing(layout, None, job_file)

    def said() -> tuple[str, ...]:
        with hold(layout):
            return say_ahead(layout, reason=reason, now=around.now())

    numbers = patiently(said, layout, wait, around)
    if as_json:
        typer.echo(json.dumps({"releases": list(numbers)}))
        return
    typer.echo(f"written down: the clock was ahead when release {', '.join(numbers)} was finished")
