"""floor.sql on a world: the seconds of each section, and how many events it linked."""

import shutil
import time
from pathlib import Path
from typing import Any

import duckdb

SCRIPT = Path(__file__).with_name("floor.sql")


def sections(world: Path, month: str, out: Path) -> dict[str, list[str]]:
    """The statements of each section, in order, with the places and the month put in."""
    script = SCRIPT.read_text("utf-8")
    for name, place in {
        "$did": world / "did",
        "$hes": world / "hes",
        "$out": out,
        "$month": f"{month}-01",
    }.items():
        script = script.replace(name, str(place))
    parts = script.split("-- section: ")[1:]
    return {
        name: [statement.strip() for statement in body.split(";") if statement.strip()]
        for name, _, body in (part.partition("\n") for part in parts)
    }


def run(world: Path, out: Path, month: str) -> dict[str, Any]:
    """Run the script on a world, its tables in a file as the job's are."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    connection = duckdb.connect(str(out / "floor.duckdb"))
    connection.execute("set preserve_insertion_order = false")
    seconds = {}
    for name, statements in sections(world, month, out).items():
        began = time.monotonic()
        for statement in statements:
            connection.execute(statement)
        seconds[name] = round(time.monotonic() - began, 3)
    counted = "select count(*), count(person) from links"
    events, linked = connection.execute(counted).fetchall()[0]
    connection.close()
    return {"seconds": seconds, "events": events, "linked": linked}
