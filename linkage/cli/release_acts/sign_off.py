"""linkage releases approve|refuse|withdraw JOB RELEASE"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings, Wait

if TYPE_CHECKING:
    from linkage.release.record.sign_off import Said

Release = Annotated[str, typer.Argument(metavar="RELEASE", help="Release number.")]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who says so; shown outside only beside a public note.")
]
Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help="On what grounds, for those who may see the data."),
]
PublicNote = Annotated[
    str | None,
    typer.Option(
        "--public-note", metavar="TEXT", help="What everybody may read, with the name, in shareable reports."
    ),
]
Role = Annotated[
    str | None, typer.Option("--role", metavar="TEXT", help="As what they sign, such as Caldicott guardian.")
]
Scope = Annotated[
    str | None,
    typer.Option("--scope", metavar="TEXT", help="For what use; without it, for any."),
]


def approve_release(
    job_file: JobFile,
    number: Release,
    by: By,
    note: Note = None,
    public_note: PublicNote = None,
    role: Role = None,
    scope: Scope = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day on which it holds.")
    ] = None,
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
) -> None:
    """
    Sign a release off. What was said is kept for ever and shown on the cover of later reports.

    Shareable reports show that and when it was signed off; name and words only with --public-note. Of one person and
    one scope the last word counts.

    Example: linkage releases approve job.toml 0003 --by "A. Reviewer" --note "fit for the monthly extract"
    """
    from linkage.release.record.sign_off import Said

    said = Said(by, note, public_note, role, scope, until)
    written(job_file, number, "approved", said, settings, as_json=as_json, wait=wait, told="is signed off")


def refuse_release(
    job_file: JobFile,
    number: Release,
    by: By,
    note: Note = None,
    public_note: PublicNote = None,
    role: Role = None,
    scope: Scope = None,
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
) -> None:
    """
    Say that a release is not fit: while it stands, nobody's approval counts. Readers are shown it all the same.

    `linkage releases rollback` shows them an earlier one.

    Example: linkage releases refuse job.toml 0003 --by "A. Reviewer" --note "half of RXA is missing"
    """
    from linkage.release.record.sign_off import Said

    said = Said(by, note, public_note, role, scope)
    written(job_file, number, "refused", said, settings, as_json=as_json, wait=wait, told="is refused")


def withdraw_sign_off(
    job_file: JobFile,
    number: Release,
    by: By,
    note: Note = None,
    public_note: PublicNote = None,
    scope: Scope = None,
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
) -> None:
    """
    Take back what the same person approved or refused, of one scope or of all; that it was said stays on record.

    Example: linkage releases withdraw job.toml 0003 --by "A. Reviewer" --note "a file was sent again"
    """
    from linkage.release.record.sign_off import Said

    said, told = Said(by, note, public_note, scope=scope), "has a sign-off less"
    written(job_file, number, "sign_off_withdrawn", said, settings, as_json=as_json, wait=wait, told=told)


def written(
    job_file: Path,
    number: str,
    act: str,
    said: "Said",
    settings: list[str] | None,
    *,
    as_json: bool,
    wait: int,
    told: str,
) -> None:
    """Write the act down under the lock of the output folder, and tell it."""
    from linkage.cli.asked.job import asked_job
    from linkage.cli.asked.release import existing
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.typed import typed
    from linkage.cli.telling.waiting import patiently
    from linkage.release.lock import hold
    from linkage.release.record.clock import warn_of_clock
    from linkage.release.record.sign_off import sign
    from linkage.session.stores.job_layout import looked_at

    around = surroundings(quiet=True)
    layout = looked_at(asked_job(job_file, settings))
    wanted = existing(layout, number, job_file)

    def signed() -> dict[str, str]:
        with hold(layout):
            facts = sign(layout, wanted, act, said, around.now())
            warn_of_clock(layout, around.now(), around.warn)
            return facts

    facts = patiently(signed, layout, wait, around)
    if as_json:
        typer.echo(json.dumps(facts))
        return
    typer.echo(f"release {wanted} {told}; `linkage report {typed(job_file)} {wanted}` shows it on the cover")
