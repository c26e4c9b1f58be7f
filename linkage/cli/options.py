"""Every argument and option, declared once."""

import re
from pathlib import Path
from typing import Annotated

import typer

MONTH_PATTERN = r"[0-9]{4}-(0[1-9]|1[0-2])"

JobFile = Annotated[Path, typer.Argument(metavar="JOB", help="The job file, for example job.toml.")]
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
Restate = Annotated[bool, typer.Option("--restate", help="Link a published month again, as if it were new.")]
Contexts = Annotated[
    Path | None,
    typer.Option(
        "--contexts",
        metavar="FOLDER",
        help="Link each month in the context that is kept there, such as another output's state/kept/0012: to prove a "
        "release from scratch, with the same key.",
    ),
]
