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
    from linkage.cli.pages.release_list import as_result, list_lines
    from linkage.cli.surroundings import surroundings
    from linkage.config.load import load_job
    from linkage.release.layout import Layout
    from linkage.release.listed import listed, lost_in_words

    layout = Layout(load_job(job_file).output)
    found = listed(layout)
    if warning := lost_in_words(layout):
        surroundings(quiet=True).warn(warning)
    if as_json:
        typer.echo(json.dumps([as_result(release) for release in found]))
        return
    if not found:
        typer.echo(f"nothing has been published yet; run `linkage run {job_file} --month YYYY-MM`")
        return
    for line in list_lines(found):
        typer.echo(line)


@app.command("show")
def show_release(job_file: JobFile, number: Number = None, as_json: Json = False) -> None:
    """
    What a release was made from, how, and what it holds.

    Example: linkage releases show job.toml 0003
    """
    from linkage.cli.asked_release import existing, written_out
    from linkage.cli.pages.release_list import show_lines, story_result
    from linkage.config.load import load_job
    from linkage.release import listed
    from linkage.release.layout import Layout

    layout = Layout(load_job(job_file).output)
    wanted = written_out(number) if number else existing(layout, None, job_file.name)
    found = listed.one(layout, wanted)
    if as_json:
        manifest = found.manifest.model_dump(mode="json")
        typer.echo(json.dumps(manifest | {"history": story_result(found.story, found.size)}))
        return
    for line in show_lines(found.manifest, found.story, found.size):
        typer.echo(line)


@app.command("verify")
def verify_release(job_file: JobFile, number: Number = None, as_json: Json = False) -> None:
    """
    Read a release back: every file against its manifest, every key against what it points at. Exit code 7 if not so.

    Example: linkage releases verify job.toml
    """
    from linkage.cli.asked_release import written_out
    from linkage.config.load import load_job
    from linkage.release import verify
    from linkage.release.layout import Layout
    from linkage.release.problem import problems_in_words
    from linkage.release.whole import verify_whole

    job = load_job(job_file)
    layout = Layout(job.output)
    wanted = written_out(number) if number else None
    problems = verify_whole(layout, wanted, memory_limit=job.duckdb.memory_limit, threads=job.duckdb.threads)
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
