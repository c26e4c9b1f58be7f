"""Every argument and option, declared once."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

MONTH_PATTERN = r"[0-9]{4}-(0[1-9]|1[0-2])"


def named_job(path: Path | None) -> Path | None:
    """The job file that is meant, which may be job.toml in the folder that is named."""
    from linkage.config.given.job_file import job_file

    return path and job_file(path)


JobFile = Annotated[
    Path,
    typer.Argument(
        metavar="JOB", help="The job file, or a folder that holds a job.toml.", callback=named_job
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="A setting of the job file, for this command alone: --set duckdb.threads=4. May be given several times.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Number = Annotated[
    str | None, typer.Argument(metavar="[RELEASE]", help="Release number; the current one if left out.")
]
UnsafeDebug = Annotated[
    bool,
    typer.Option(
        "--unsafe-debug", help="Show database errors as they are. They quote data: secure machines only."
    ),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept", metavar="GATE", help="Publish though this gate does not hold, this once; needs --reason."
    ),
]
Reason = Annotated[
    list[str] | None,
    typer.Option("--reason", metavar="TEXT", help="Why, recorded in the manifest; one for each --accept."),
]
Stern = Annotated[bool, typer.Option("--strict", help="A gate that would warn refuses.")]


def month(text: str) -> str:
    """A calendar month as YYYY-MM; a usage error otherwise."""
    if not re.fullmatch(MONTH_PATTERN, text):
        raise typer.BadParameter("write the month as YYYY-MM, for example 2026-04")
    return text


Month = Annotated[
    str, typer.Option("--month", metavar="YYYY-MM", help="Calendar month of the test date.", callback=month)
]


def month_or_latest(text: str | None) -> str | None:
    """A calendar month as YYYY-MM, or the word latest; a usage error otherwise."""
    if text is not None and text != "latest" and not re.fullmatch(MONTH_PATTERN, text):
        raise typer.BadParameter("write the month as YYYY-MM, for example 2026-04, or latest")
    return text


MonthOrLatest = Annotated[
    str | None,
    typer.Option(
        "--month",
        metavar="YYYY-MM",
        help="Calendar month of the test date; latest: the newest that is not published and has come in enough.",
        callback=month_or_latest,
    ),
]
Changed = Annotated[
    bool,
    typer.Option(
        "--changed",
        help="Make again, in one release, every published month that would come out differently.",
    ),
]
Except = Annotated[
    list[str] | None,
    typer.Option("--except", metavar="YYYY-MM", help="A month that --changed leaves as it is."),
]
Months = Annotated[
    str | None,
    typer.Option(
        "--months", metavar="A..B", help="Every month from A to B, a release each; files are read once."
    ),
]
Restate = Annotated[bool, typer.Option("--restate", help="Link published months again, as if they were new.")]
Contexts = Annotated[
    Path | None,
    typer.Option(
        "--contexts",
        metavar="FOLDER",
        help="Link each month in the context that is kept there, such as another output's state/kept/0012: to prove a "
        "release from scratch, with the same key.",
    ),
]
NoResume = Annotated[
    bool,
    typer.Option(
        "--no-resume",
        help="Begin anew, though a run was broken off that could be resumed; what it left is cleared.",
    ),
]
LogFormat = Annotated[
    Literal["text", "json"],
    typer.Option(
        "--log-format", help="How lines are written to the log file, and to stderr where that is no terminal."
    ),
]
LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log-file", metavar="PATH", help="Add the lines of the log to this file too, at a terminal as well."
    ),
]

WAIT = "--wait"
USUAL_WAIT_SECONDS = 3600
"""How long --wait waits that does not say."""
MOST_WAIT_SECONDS = 7 * 24 * 3600
Wait = Annotated[
    int,
    typer.Option(
        WAIT,
        metavar="[SECONDS]",
        min=0,
        max=MOST_WAIT_SECONDS,
        show_default=False,
        help=f"Wait for another run to end, for {USUAL_WAIT_SECONDS} seconds if not said; without it, not at all.",
    ),
]


def with_usual_wait(arguments: Sequence[str]) -> list[str]:
    """
    A command line in which --wait has its seconds, those that are usual where the line says none.

    >>> with_usual_wait(["run", "--wait", "job.toml"]), with_usual_wait(["run", "--wait", "60", "job.toml"])
    (['run', '--wait=3600', 'job.toml'], ['run', '--wait', '60', 'job.toml'])
    """
    words = list(arguments)
    return [
        f"{WAIT}={USUAL_WAIT_SECONDS}" if word == WAIT and not is_seconds(words[at + 1 : at + 2]) else word
        for at, word in enumerate(words)
    ]


def is_seconds(following: Sequence[str]) -> bool:
    """Whether the word that follows is a number."""
    return bool(following) and re.fullmatch(r"-?[0-9]+([.][0-9]+)?", following[0]) is not None
