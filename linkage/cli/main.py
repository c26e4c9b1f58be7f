"""The program `linkage`: its commands, and the one place where an error becomes a line and an exit code."""

import errno
import signal
import sys
from types import FrameType

import typer

from linkage.cli import (
    check,
    demo,
    doctor,
    evaluate,
    explain,
    init,
    plan,
    releases,
    report,
    run,
    synth,
    train,
)
from linkage.errors import LinkageError, ResourceError

EXIT_CODES = """
Exit codes: 0 published, or nothing to do. 1 unexpected. 2 usage or configuration. 3 input files. 4 a gate refused.
5 another run is at work. 6 disk or memory. 7 ledger, contract or digest. 130, 143 interrupted.
Unless the code is 0, the last release is exactly as it was.
"""

INTERRUPTED, TERMINATED = 130, 143
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)

app = typer.Typer(
    name="linkage",
    help="Link imaging events (DID) to hospital patients (HES) and publish linked pathway tables.\n\n"
    "Start with `linkage demo`, then `linkage init DIR` for your own files.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (init, check, plan, train, run, report, evaluate, explain, doctor, synth, demo):
    app.command(module.NAME)(module.command)
app.add_typer(releases.app, name="releases")


def main() -> None:
    """Run the program and exit with its code."""
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(arguments: list[str]) -> int:
    """Run one command line; every way it can end becomes a code, and every failure one line on stderr."""
    try:
        typer.main.get_command(app)(arguments)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            typer.echo("interrupted; the last release is as it was, run the command again", err=True)
        return ended.code if isinstance(ended.code, int) else 0
    except LinkageError as problem:
        typer.echo(f"error: {problem}", err=True)
        return problem.exit_code
    except Terminated:
        typer.echo("terminated; the last release is as it was, run the command again", err=True)
        return TERMINATED
    except Exception as problem:  # a traceback would show values
        if "--unsafe-debug" in arguments:
            raise
        if isinstance(problem, MemoryError) or getattr(problem, "errno", None) in DISK_FULL:
            typer.echo(
                "error: memory or disk ran out; free some and run again, the last release is as it was",
                err=True,
            )
            return ResourceError.exit_code
        typer.echo(
            f"error: unexpected {type(problem).__name__}; the last release is as it was. Please report it; "
            "--unsafe-debug shows more, on a machine where the data may be seen",
            err=True,
        )
        return 1
    return 0


class Terminated(BaseException):
    """The machine asked the program to end."""


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


if __name__ == "__main__":
    main()
