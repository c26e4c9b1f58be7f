"""What the program says of its layouts, and a small world run through two of them; run as a process of its own."""

import csv
import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb

import linkage
from linkage.cli.main import exit_code
from linkage.config.job import Job
from linkage.layouts.every import LAYOUTS, USUAL

WORLD = ("synth", "world", "--people", "600", "--seed", "5", "--events-per-person-month", "0.3")
RUN = ("--month", "2019-11")
KEYS = '[keys]\npseudonym = "file:key.txt"\n'
OTHER = next(layout for layout in LAYOUTS if layout.name == "did_semicolon")
ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def said(*words: str, code: int = 0) -> str:
    """What a command says, both ways."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        ended = exit_code(list(words))
    if ended != code:
        raise RuntimeError(told.getvalue())
    return told.getvalue()


def write_jobs() -> None:
    """The job of the world without a model, the same with the other layout, and one with its name misspelt."""
    job = Path("world/job.toml")
    lines = [line for line in job.read_text("utf-8").splitlines() if not line.startswith("model = ")]
    text = "\n".join(lines).replace('"hes_did"', '"dmq_2015"') + f"\n{KEYS}"
    job.write_text(text, "utf-8")
    other = text.replace('"did_v1_csv"', '"did_semicolon"').replace('"did/*.csv"', '"other/*.csv"')
    Path("world/other.toml").write_text(other.replace('"out"', '"out_other"'), "utf-8")
    Path("world/wrong.toml").write_text(other.replace('"did_semicolon"', '"did_semicolom"'), "utf-8")
    key = Path("world/key.txt")
    key.write_text("0123456789abcdef" * 4, "utf-8")
    key.chmod(0o600)


def write_other_files() -> None:
    """Every imaging file of the world, which has no header, as the other layout has it."""
    Path("world/other").mkdir()
    kept = [column for column in OTHER.columns if not column.beside]
    names = [column.ours for column in USUAL["did"].columns if not column.beside]
    for path in sorted(Path("world/did").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, names))
        with (Path("world/other") / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([column.theirs for column in kept])
            writer.writerows([ISO.sub(r"\3/\2/\1", row[column.ours]) for column in kept] for row in rows)


def published(folder: str, name: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Columns and rows of a table of a release, the rows in order."""
    with duckdb.connect() as connection:
        found = connection.sql(f"select * from 'world/{folder}/current/{name}/**/*.parquet'")
        return found.columns, sorted(tuple(map(str, row)) for row in found.fetchall())


def told() -> dict[str, object]:
    """Everything that a new layout should be found in."""
    said(*WORLD)
    write_jobs()
    write_other_files()
    said("run", "world/job.toml", *RUN)
    ran = said("run", "world/other.toml", *RUN)
    checked = said("check", "world/other.toml")
    manifest = json.loads(Path("world/out_other/current/manifest.json").read_text("utf-8"))
    return {
        "program": linkage.__file__,
        "schema": Job.model_json_schema()["$defs"]["DidTable"]["properties"]["layout"],
        "refused": said("check", "world/wrong.toml", code=2),
        "checked": checked,
        "ran": ran,
        "absent": manifest["columns_absent"]["did"],
        "accepted": [one["rows_accepted"] for one in manifest["inputs"] if one["dataset"] == "did"],
        "tables": {
            name: [published(folder, name) for folder in ("out", "out_other")]
            for name in ("links", "events", "pathways")
        },
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(told()))
