"""linkage demo [DIR]"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, LogFile, LogFormat, Quiet, UnsafeDebug

NAME = "demo"


def command(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of the demo.")] = Path("demo"),
    people: Annotated[int, typer.Option(help="People in the demo world.")] = 50_000,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Everything once, on made-up people: data, training, the monthly job, the report, and how right it was.

    Example: linkage demo
    """
    from linkage.cli.asked.world import WorldSettings, make_world
    from linkage.cli.pages import evaluation_table, run_result
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.evaluate.release_evaluation import evaluate_release
    from linkage.commands.run.monthly_run import run_month
    from linkage.commands.train.model_training import train_job
    from linkage.config.load import load_job

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    settings = WorldSettings(people=people, seed=1, all_spells=True)
    with around.progress.step("synthetic world") as step:
        step.rows(sum(make_world(directory, settings).rows.values()))
    job = load_job(directory / "job.toml")
    if job.model_path and not job.model_path.exists():
        train_job(job, around, force=False)
    outcome = run_month(job, settings.month, around, restate=False)
    release, found = evaluate_release(job, directory / "truth" / "truth.csv", around)
    if as_json:
        result = {
            "run": run_result.as_result(job, outcome, settings.month),
            "evaluation": evaluation_table.as_result(release, found),
        }
        typer.echo(json.dumps(result))
        return
    run_result.show(job, outcome, settings.month)
    typer.echo(f"\n{evaluation_table.evaluation_text(release, found)}")
