"""linkage demo [DIR]"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import Json, LogFile, LogFormat, Quiet, UnsafeDebug

if TYPE_CHECKING:
    from linkage.cli.asked.world import EventfulYear
    from linkage.commands.run.run_outcome import Outcome
    from linkage.config.job import Job
    from linkage.session.surroundings import Surroundings

NAME = "demo"
MARGIN = 0.1
"""A review sample of a small month that somebody may try out in minutes."""


def command(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of the demo.")] = Path("demo"),
    people: Annotated[int, typer.Option(help="People in the demo world.")] = 10_000,
    months: Annotated[
        int, typer.Option(min=3, max=20, help="Months of imaging, of which the last is 2019-11.")
    ] = 13,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    A year on made-up people: data, training, monthly runs, a late delivery, a review sample, and a site to open.

    Example: linkage demo
    """
    from linkage.cli.asked.world import WorldSettings, eventful_year, make_world
    from linkage.cli.pages import demo_page
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.evaluate.release_evaluation import evaluate_release
    from linkage.commands.review.export import SampleAsked, export
    from linkage.commands.site.site_command import write_site
    from linkage.config.load import load_job

    around = surroundings(quiet=quiet, unsafe_debug=unsafe_debug, log=Asked(NAME, log_format, log_file))
    settings = WorldSettings(people=people, seed=1, months=months, disclosure="hes_2018")
    with around.progress.step("synthetic world") as step:
        step.rows(sum(make_world(directory, settings).rows.values()))
        year = eventful_year(directory, settings)
    job = load_job(directory / "job.toml")
    outcome = linked_year(job, year, around)
    sample = export(job, SampleAsked(margin=MARGIN), around)
    today = around.now().date()
    shared = write_site(job, around, shareable=True, today=today)
    internal = write_site(job, around, shareable=False, today=today)
    release, found = evaluate_release(job, directory / "truth" / "truth.csv", around)
    shown = demo_page.Shown(job, year, outcome, sample, shared, internal, release, found)
    if as_json:
        typer.echo(json.dumps(demo_page.as_result(shown)))
        return
    demo_page.show(shown)


def linked_year(job: "Job", year: "EventfulYear", around: "Surroundings") -> "Outcome":
    """
    Every month a release: all but the last together, then the last with what its delivery changes of another.

    A folder in which all has been delivered goes on from there, so that the command can be typed again.
    """
    from linkage.commands.months.asked import Asked
    from linkage.commands.run.monthly_run import run_job
    from linkage.commands.train.model_training import train_job

    is_whole = year.is_whole
    year.deliver(whole=is_whole)
    if job.model_path and not job.model_path.exists():
        train_job(job, around, force=False)
    if not is_whole:
        run_job(job, Asked(year.months[:-1]), around)
        year.deliver(whole=True)
    return run_job(job, Asked(year.months[-1:], changed=True), around)[-1]
