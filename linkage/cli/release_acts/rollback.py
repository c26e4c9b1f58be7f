"""linkage releases rollback JOB: readers are shown an earlier release again"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Settings, Wait


def roll_back_release(
    job_file: JobFile,
    number: Annotated[str, typer.Argument(metavar="RELEASE", help="Release number.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept in the journal.")],
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Show readers an earlier release again, or any release after `current` was lost. Deletes nothing.

    The release is read back first; the next run takes over its months. Example: linkage releases rollback job.toml
    0003 --reason "0004 was run from a half delivery"
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import written_out
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.cli.telling.waiting import patiently
    from linkage.release.lock import hold
    from linkage.release.record.clock import warn_of_clock
    from linkage.release.rollback import roll_back
    from linkage.session.stores.job_layout import job_layout
    from linkage.strike.messages import shown_again

    around = surroundings(log=Asked("releases rollback", log_format, log_file))
    layout = job_layout(asked_job(job_file, settings))
    number = written_out(number)

    def rolled_back() -> bool:
        with hold(layout):
            switched = roll_back(layout, number, reason=reason, at=around.now())
            if warning := shown_again(layout, number):
                around.warn(warning)
            warn_of_clock(layout, around.now(), around.warn)
            return switched

    switched = patiently(rolled_back, layout, wait, around)
    if as_json:
        typer.echo(json.dumps({"release": number, "switched": switched}))
        return
    typer.echo(f"readers are shown release {number}" + ("" if switched else ", as before: nothing to do"))
