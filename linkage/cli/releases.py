"""linkage releases list|show|diff|verify|rollback|approve JOB"""

import json
from typing import Annotated

import typer

from linkage.cli import releases_diff
from linkage.cli.options import JobFile, Json, Number
from linkage.errors import IntegrityError

app = typer.Typer(help="What has been published.", no_args_is_help=True, rich_markup_mode=None)
app.command("diff")(releases_diff.command)


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
def verify_release(job_file: JobFile, number: Number = None, as_json: Json = False) -> None:
    """
    Read a release back and hold every file against its manifest. Exit code 7 when anything differs.

    Example: linkage releases verify job.toml
    """
    from linkage.cli.asked_release import written_out
    from linkage.config.load import load_job
    from linkage.release import verify
    from linkage.release.layout import Layout
    from linkage.release.problem import problems_in_words

    layout = Layout(load_job(job_file).output)
    wanted = written_out(number) if number else None
    problems = verify.verify(layout, wanted)
    wanted = wanted or layout.led_to()
    unknown = verify.unknown(layout, wanted) if wanted else None
    if as_json:
        found = [{"path": problem.path, "what": problem.what} for problem in problems]
        typer.echo(
            json.dumps({"release": wanted, "problems": found, "unknown": [unknown] if unknown else []})
        )
    if problems:
        raise IntegrityError(problems_in_words(wanted or "(none is shown)", problems))
    if not as_json:
        typer.echo(f"release {wanted} is as it was published")
        if unknown:
            typer.echo(unknown)


@app.command("rollback")
def roll_back_release(
    job_file: JobFile,
    number: Annotated[str, typer.Argument(metavar="RELEASE", help="Release number.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept in the journal.")],
    as_json: Json = False,
) -> None:
    """
    Show readers an earlier release again, or any release after `current` was lost. Deletes nothing.

    The release is read back first; the next run takes over its months. Example: linkage releases rollback job.toml
    0003 --reason "0004 was run from a half delivery"
    """
    from linkage.cli.asked_release import written_out
    from linkage.cli.surroundings import surroundings
    from linkage.config.load import load_job
    from linkage.release.layout import Layout
    from linkage.release.lock import hold
    from linkage.release.rollback import roll_back
    from linkage.strike.messages import shown_again

    layout = Layout(load_job(job_file).output)
    number = written_out(number)
    with hold(layout):
        around = surroundings(quiet=True)
        switched = roll_back(layout, number, reason=reason, at=around.now())
        if warning := shown_again(layout, number):
            around.warn(warning)
    if as_json:
        typer.echo(json.dumps({"release": number, "switched": switched}))
        return
    typer.echo(f"readers are shown release {number}" + ("" if switched else ", as before: nothing to do"))


@app.command("approve")
def approve_release(
    job_file: JobFile,
    number: Annotated[str, typer.Argument(metavar="RELEASE", help="Release number.")],
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="NAME", help="Who signs it off; shown outside only beside a public note."
        ),
    ],
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="On what grounds, for those who may see the data."),
    ] = None,
    public_note: Annotated[
        str | None,
        typer.Option(
            "--public-note",
            metavar="TEXT",
            help="What everybody may read, with the name, in shareable reports.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """
    Sign a release off. What was said is kept for ever and shown on the cover of later reports.

    Shareable reports show that and when it was signed off; name and words only with --public-note.

    Example: linkage releases approve job.toml 0003 --by "A. Reviewer" --note "fit for the monthly extract"
    """
    from linkage.cli.asked_release import existing
    from linkage.cli.surroundings import surroundings
    from linkage.config.load import load_job
    from linkage.release import history
    from linkage.release.layout import Layout
    from linkage.release.lock import hold

    layout = Layout(load_job(job_file).output)
    wanted = existing(layout, number, job_file.name)
    with hold(layout):
        approval = history.approve(
            layout, wanted, by=by, note=note, public_note=public_note, at=surroundings(quiet=True).now()
        )
    if as_json:
        typer.echo(json.dumps(approval))
        return
    typer.echo(f"release {wanted} is signed off; `linkage report {job_file} {wanted}` shows it on the cover")
