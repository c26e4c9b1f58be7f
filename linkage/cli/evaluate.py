"""linkage evaluate JOB --truth FILE"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Quiet, Settings, UnsafeDebug

NAME = "evaluate"


def command(
    job_file: JobFile,
    truth: Annotated[Path, typer.Option("--truth", help="CSV with the true person of each event.")],
    settings: Settings = None,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Hold the current release against known truth. The figures are those of that world, not of any national linkage.

    Example: linkage evaluate world/job.toml --truth world/truth/truth.csv
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.evaluation_table import as_result, evaluation_text
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.evaluate.release_evaluation import evaluate_release

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    release, found = evaluate_release(asked_job(job_file, settings), truth, around)
    typer.echo(json.dumps(as_result(release, found)) if as_json else evaluation_text(release, found))
