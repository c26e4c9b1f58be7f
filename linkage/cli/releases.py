"""linkage releases list|show|diff|verify|rollback|approve|refuse|withdraw|clock-ahead JOB"""

import json

import typer

from linkage.cli import releases_diff
from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Number, Settings
from linkage.cli.release_acts.clock_ahead import say_clock_ahead
from linkage.cli.release_acts.rollback import roll_back_release
from linkage.cli.release_acts.sign_off import approve_release, refuse_release, withdraw_sign_off
from linkage.errors import IntegrityError, Problem

app = typer.Typer(help="What has been published.", no_args_is_help=True, rich_markup_mode=None)
app.command("diff")(releases_diff.command)


@app.command("list")
def list_releases(job_file: JobFile, settings: Settings = None, as_json: Json = False) -> None:
    """
    Every release, oldest first; the current one is marked.

    Example: linkage releases list job.toml
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.release_list import as_result, list_lines
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.typed import typed
    from linkage.release.listed import listed, lost_in_words
    from linkage.session.stores.job_layout import looked_at

    layout = looked_at(asked_job(job_file, settings))
    found = listed(layout)
    if warning := lost_in_words(layout):
        surroundings(quiet=True).warn(warning)
    if as_json:
        typer.echo(json.dumps([as_result(release) for release in found]))
        return
    if not found:
        typer.echo(f"nothing has been published yet; run `linkage run {typed(job_file)} --month YYYY-MM`")
        return
    for line in list_lines(found):
        typer.echo(line)


@app.command("show")
def show_release(
    job_file: JobFile, number: Number = None, settings: Settings = None, as_json: Json = False
) -> None:
    """
    What a release was made from, how, and what it holds.

    Example: linkage releases show job.toml 0003
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import existing, written_out
    from linkage.cli.pages.release_list import show_lines, story_result
    from linkage.release import listed
    from linkage.session.stores.job_layout import looked_at

    layout = looked_at(asked_job(job_file, settings))
    wanted = written_out(number) if number else existing(layout, None, job_file)
    found = listed.one(layout, wanted)
    if as_json:
        manifest = found.manifest.model_dump(mode="json")
        typer.echo(json.dumps(manifest | {"history": story_result(found.story, found.size)}))
        return
    for line in show_lines(found.manifest, found.story, found.size):
        typer.echo(line)


@app.command("verify")
def verify_release(
    job_file: JobFile,
    number: Number = None,
    settings: Settings = None,
    as_json: Json = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Read a release back: every file against its manifest, every key against what it points at. Exit code 7 if not so.

    Example: linkage releases verify job.toml
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import written_out
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.release import verify
    from linkage.release.listed import lost_in_words
    from linkage.release.problem import problems_in_words
    from linkage.release.whole import verify_whole
    from linkage.session.stores.job_layout import looked_at

    around = surroundings(log=Asked("releases verify", log_format, log_file))
    job = asked_job(job_file, settings)
    layout = looked_at(job)
    if warning := lost_in_words(layout):
        around.warn(warning)
    wanted = written_out(number) if number else None
    if asked := wanted or layout.led_to():
        layout.home.bring(layout, asked, afresh=True)
    problems = verify_whole(layout, wanted, memory_limit=job.duckdb.memory_limit, threads=job.duckdb.threads)
    wanted = wanted or layout.led_to()
    unknown = verify.unknown(layout, wanted) if wanted else None
    found = [{"path": problem.path, "what": problem.what} for problem in problems]
    result = {"release": wanted, "problems": found, "unknown": [unknown] if unknown else []}
    if problems:
        raise IntegrityError(
            problems_in_words(wanted or "(none is shown)", problems),
            problems=[Problem(problem.what, problem.path) for problem in problems],
            beside=result,
        )
    typer.echo(json.dumps(result) if as_json else f"release {wanted} is as it was published")
    if unknown and not as_json:
        typer.echo(unknown)


app.command("rollback")(roll_back_release)
app.command("approve")(approve_release)
app.command("refuse")(refuse_release)
app.command("withdraw")(withdraw_sign_off)
app.command("clock-ahead")(say_clock_ahead)
