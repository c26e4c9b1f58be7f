"""linkage synth DIR"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, Month
from synthetic.settings import WorldSettings
from synthetic.world import make_world

NAME = "synth"


def command(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new world.")],
    people: Annotated[int, typer.Option(help="People in the world.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same world.")] = 1,
    month: Month = "2019-11",
    as_json: Json = False,
) -> None:
    """
    Write a synthetic world with known truth: DID and HES files, a job file and truth/truth.csv.

    Example: linkage synth world --people 20000 --seed 1
    """
    summary = make_world(directory, WorldSettings(people=people, seed=seed, month=month))
    if as_json:
        typer.echo(json.dumps(asdict(summary)))
        return
    typer.echo(
        f"{summary.people:,} people, {summary.people_with_record:,} of them in HES; {summary.events:,} events"
    )
    for name, rows in summary.rows.items():
        typer.echo(f"  {name}: {rows:,} rows")
    typer.echo(f"next: linkage train {directory / 'job.toml'}")
