"""linkage releases list|show|verify|rollback|approve JOB"""

import json

import typer

from linkage.cli.options import JobFile, Json, LogFile, LogFormat, Number
from linkage.cli.release_acts import approve_release, roll_back_release
from linkage.errors import IntegrityError, Problem

app = typer.Typer(help="What has been published.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_releases(job_file: JobFile, as_json: Json = False) -> None:
    """
    Every release, oldest first; the current one is marked.

    Example: linkage releases list job.toml
    """
    from linkage.config.load import load_job
    from linkage.release import history
    from linkage.release.layout import Layout

    found = history.releases(Layout(load_job(job_file).output))
    if as_json:
        typer.echo(
            json.dumps([{**vars(release), "finished": release.finished.isoformat()} for release in found])
        )
        return
    if not found:
        typer.echo(f"nothing has been published yet; run `linkage run {job_file} --month YYYY-MM`")
        return
    typer.echo(f"  {'release':<9}{'month':<9}{'events':>10}{'linked':>10}{'match rate':>12}  finished")
    for release in found:
        rate = "n/a" if release.match_rate is None else f"{100 * release.match_rate:.2f}%"
        typer.echo(
            f"{'*' if release.is_current else ' '} {release.number:<9}{release.month:<9}{release.events:>10,}"
            f"{release.linked:>10,}{rate:>12}  {release.finished:%Y-%m-%d %H:%M}"
        )


@app.command("show")
def show_release(job_file: JobFile, number: Number = None, as_json: Json = False) -> None:
    """
    What a release was made from, how, and what it holds.

    Example: linkage releases show job.toml 0003
    """
    from linkage.cli.asked_release import existing
    from linkage.config.load import load_job
    from linkage.release import history
    from linkage.release.layout import Layout
    from linkage.strike.messages import struck_line

    layout = Layout(load_job(job_file).output)
    manifest = history.show(layout, existing(layout, number, job_file.name))
    if as_json:
        typer.echo(json.dumps(manifest.model_dump(mode="json")))
        return
    typer.echo(f"release {manifest.release} of {manifest.job_name}: {manifest.month}, run {manifest.run_id}")
    typer.echo(f"  months       {', '.join(manifest.months)}")
    typer.echo(f"  model        {manifest.model_id or 'none'}")
    for name, count in manifest.counts.model_dump().items():
        typer.echo(f"  {name:<12} {count:,}")
    for month, struck in manifest.struck.items():
        typer.echo(f"  {struck_line(month, struck)}")
    typer.echo("  inputs")
    for file in manifest.inputs:
        typer.echo(f"    {file.path}: {file.rows_accepted:,} accepted, {file.rows_quarantined:,} set aside")
    typer.echo("  stages")
    for stage in manifest.stages:
        typer.echo(
            f"    {stage.name:<12} {stage.rows_in:>12,} -> {stage.rows_out:>12,}  {stage.seconds:.1f} s"
        )


@app.command("verify")
def verify_release(
    job_file: JobFile,
    number: Number = None,
    as_json: Json = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Read a release back and hold every file against its manifest. Exit code 7 when anything differs.

    Example: linkage releases verify job.toml
    """
    from linkage.cli.asked_release import written_out
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.config.load import load_job
    from linkage.release import verify
    from linkage.release.layout import Layout
    from linkage.release.problem import problems_in_words

    surroundings(log=Asked("releases verify", log_format, log_file))
    layout = Layout(load_job(job_file).output)
    wanted = written_out(number) if number else None
    problems = verify.verify(layout, wanted)
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
