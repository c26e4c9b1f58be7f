"""
The commands put together: words and options alone, what each one calls being imported in its body when it is called.

A group that loads its commands lazily would still load everything a command needs to show its help, or to find a
word of its line wrong.
"""

from typing import Annotated

import typer

from linkage import __version__
from linkage.cli import (
    check,
    demo,
    doctor,
    evaluate,
    explain,
    gc,
    init,
    inspect,
    lookup,
    plan,
    releases,
    report,
    run,
    synth,
    train,
)
from linkage.cli.options import with_usual_wait
from linkage.cli.review import app as review

EXIT_CODES = """
Exit codes: 0 published, or nothing to do. 1 unexpected. 2 usage or configuration. 3 input files. 4 a gate refused.
5 another run is at work. 6 disk, memory or another limit of the machine. 7 ledger, contract, digest or a lost
release. 8 the month asked for is published and would come out differently: --restate or --changed (never for a new
month, --changed or --month latest). 129, 130, 143 hung up, interrupted, terminated.
Unless the code is 0, the last release is exactly as it was, but for a release that only strikes people who opted out.
"""

app = typer.Typer(
    name="linkage",
    help="Link imaging events (DID) to hospital patients (HES) and publish linked pathway tables.\n\n"
    "Start with `linkage demo`, then `linkage init DIR` for your own files.",
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (
    *(init, inspect, lookup, check, plan, train, run, report, evaluate, explain, doctor, gc, synth, demo),
):
    app.command(module.NAME)(module.command)
app.add_typer(releases.app, name="releases")
app.add_typer(review.app, name="review")


def version(is_asked: bool) -> None:  # noqa: FBT001 - typer's way of calling
    """Print which version this is, and end."""
    if is_asked:
        typer.echo(f"linkage {__version__}")
        raise typer.Exit


@app.callback()
def every_command(
    _is_asked: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """What stands before the name of a command."""


def run_commands(arguments: list[str]) -> None:
    """One command line; SystemExit with its code, or the error it ended in."""
    typer.main.get_command(app)(with_usual_wait(arguments), prog_name="linkage")
