"""linkage lookup NAME FILE..."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from linkage.cli.options import Json, LogFile, LogFormat

NAME = "lookup"
Lookup = Literal["postcode_directory", "modality", "sites", "provider_names"]


def command(
    name: Annotated[
        Lookup,
        typer.Argument(
            metavar="NAME", help="postcode_directory, modality, sites or provider_names: as under [lookups]."
        ),
    ],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Its files; a later one replaces an earlier.")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="THEIRS=OURS", help="A name of the files, and the layout's; once for each."
        ),
    ] = None,
    delimiter: Annotated[str, typer.Option(help="Between fields: a comma, a pipe or 'tab'.")] = ",",
    as_json: Json = False,
    log_format: LogFormat = "text",
    log_file: LogFile = None,
) -> None:
    """
    Show what a run would use of a lookup: layout, columns, how much is filled, what stays unknown. Needs no job.

    Example: linkage lookup postcode_directory lookups/ONSPD_FEB_2026_UK.csv
    """
    from linkage.cli.pages.lookup_page import lookup_text
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.log import Asked
    from linkage.commands.lookup.look import look_up
    from linkage.commands.lookup.lookup_files import LookupFiles, delimiter_of, names_of

    around = surroundings(log=Asked(NAME, log_format, log_file))
    asked = LookupFiles(name, tuple(files), names_of(column or ()), delimiter_of(delimiter))
    looked = look_up(asked, around)
    typer.echo(json.dumps(looked.as_result()) if as_json else lookup_text(looked))
