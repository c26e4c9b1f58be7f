"""linkage inspect FILE..."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json
from linkage.cli.telling.failure import failure_text
from linkage.errors import InputError, Problem

NAME = "inspect"


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of text or Parquet.")],
    whole: Annotated[
        bool, typer.Option("--all", help="Look at every row, and not at the first 5,000.")
    ] = False,
    as_json: Json = False,
) -> None:
    """
    Say what files look like, without a job: layout, columns, spelling of dates, and what a job says to read them.

    Shows names of columns and counts, never a value. Exit code 3 unless a layout reads every one of them.

    Example: linkage inspect did/*.csv hes/HES_APC_201920.txt.gz
    """
    from linkage.cli.pages.inspection_page import inspection_lines, summary
    from linkage.commands.inspect.inspection import inspect_files
    from linkage.commands.inspect.job_lines import joined_lines

    found = inspect_files(files, Path.cwd(), whole=whole)
    bad = [one for one in found if one.problem]
    told = {"files": [asdict(one) for one in found], "job": [*joined_lines(found)]}
    if not as_json:
        pages = [inspection_lines(one) for one in found]
        typer.echo("\n\n".join("\n".join(page) for page in [*pages, *summary(found)]))
    elif not bad:
        typer.echo(json.dumps(told))
    if bad:
        message = f"{len(bad)} of {len(found)} files cannot be read by any layout"
        if as_json:
            problems = [Problem(str(one.problem), one.path) for one in bad]
            typer.echo(failure_text(InputError.exit_code, message, problems=problems, beside=told))
        typer.echo(f"error: {message}", err=True)
        raise typer.Exit(InputError.exit_code)
