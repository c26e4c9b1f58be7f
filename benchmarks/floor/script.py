"""floor.sql in a process of its own: prints, as JSON, the seconds of each section and how many events it linked."""

import json
import shutil
import sys
import time
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).with_name("floor.sql")


def sections(script: str) -> dict[str, list[str]]:
    """The statements of each section, in order."""
    parts = script.split("-- section: ")[1:]
    return {
        name: [statement.strip() for statement in body.split(";") if statement.strip()]
        for name, _, body in (part.partition("\n") for part in parts)
    }


def run(world: Path, out: Path, month: str) -> dict[str, object]:
    """Run the script on a world, its tables in a file as the job's are."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    script = SCRIPT.read_text("utf-8")
    places = {"$did": world / "did", "$hes": world / "hes", "$out": out, "$month": f"{month}-01"}
    for name, place in places.items():
        script = script.replace(name, str(place))
    connection = duckdb.connect(str(out / "floor.duckdb"))
    connection.execute("set preserve_insertion_order = false")
    seconds = {}
    for name, statements in sections(script).items():
        began = time.monotonic()
        for statement in statements:
            connection.execute(statement)
        seconds[name] = round(time.monotonic() - began, 3)
    counted = "select count(*), count(person) from links"
    events, linked = connection.execute(counted).fetchall()[0]
    connection.close()
    return {"seconds": seconds, "events": events, "linked": linked}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])) + "\n")
