"""linkage init DIR"""

import json
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json
from linkage.cli.telling.typed import typed
from linkage.errors import ConfigError

NAME = "init"


def command(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new job.")],
    as_json: Json = False,
) -> None:
    """
    Start a job: a commented job file, its schema for editors that complete keys, and folders for the data.

    Example: linkage init november
    """
    from linkage.config import schema
    from linkage.config.shipped import shipped

    job_file, schema_file = directory / "job.toml", directory / schema.NAME
    for file in (job_file, schema_file):
        if file.exists() or file.is_symlink():
            raise ConfigError(f"{file} is there already; edit it or move it away, or name another folder")
    try:
        for folder in (directory / "did", directory / "hes"):
            folder.mkdir(parents=True, exist_ok=True)
        with schema_file.open("x", encoding="utf-8") as opened:
            opened.write(f"{schema.schema_text()}\n")
        with job_file.open("x", encoding="utf-8") as opened:
            opened.write(schema.DIRECTIVE + (shipped("jobs") / "hes_did.toml").read_text("utf-8"))
    except OSError as problem:
        raise ConfigError(
            f"{directory} cannot be written to ({problem.strerror}); name another folder"
        ) from None
    if as_json:
        typer.echo(json.dumps({"job_file": str(job_file), "schema_file": str(schema_file)}))
        return
    typer.echo(f"{job_file} is ready: put your files into did/ and hes/, then run")
    typer.echo(f"  linkage check {typed(job_file)}")
    typer.echo(
        "Every number of a shareable report is controlled, unless the files are those of the whole country and"
    )
    typer.echo(
        '[outputs] scope = "national" declares it: then numbers about all providers together are left exact.'
    )
