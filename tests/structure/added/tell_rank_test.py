"""A small world linked by rules that ask for the added rank test; run as a process of its own in a folder."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb

import linkage
from linkage.cli.main import exit_code
from linkage.config.rules import Rules

MONTH = "2019-11"
WORLD = ("synth", "world", "--people", "800", "--seed", "5", "--events-per-person-month", "0.3")
RULES = """
name = "own"
meaning = "Number and birth date: odd days first."

[[rank]]
rank = "1"
meaning = "Number and birth date agree, on an odd day"
source = "made up"
require = [{ how = "exact", field = "nhs_number" }, { how = "exact", field = "birth_date" }]
unless = ["even_day_birth_date"]

[[rank]]
rank = "2"
meaning = "Number and birth date agree"
source = "made up"
require = [{ how = "exact", field = "nhs_number" }, { how = "exact", field = "birth_date" }]
"""


def said(*words: str) -> tuple[int, str]:
    """How a command ends, and what it says."""
    out, log = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(log):
        code = exit_code(list(words))
    return code, out.getvalue() if not code else log.getvalue()


def told() -> dict[str, object]:
    """Everything that a new rank test should be found in."""
    said(*WORLD)
    world, job = Path("world"), Path("world/job.toml")
    (world / "own.toml").write_text(RULES, "utf-8")
    (world / "wrong.toml").write_text(RULES.replace("even_day", "odd_day"), "utf-8")
    lines = [line for line in job.read_text("utf-8").splitlines() if not line.startswith("model = ")]
    text = "\n".join([*lines, "", "[outputs]", "include_source_keys = true"])
    for name in ("own.toml", "wrong.toml", "dmq_2015"):
        (world / f"job_{name.removesuffix('.toml')}.toml").write_text(
            text.replace('"hes_did"', f'"{name}"'), "utf-8"
        )
    code, log = said("run", "world/job_own.toml", "--month", MONTH)
    if code:
        raise RuntimeError(log)
    with duckdb.connect() as connection:
        links = connection.sql("""
            select match_rank, site_code, accession_number
            from 'world/out/current/links/**/*.parquet'
            where status = 'linked'""").fetchall()
    schema = Rules.model_json_schema()["$defs"]["Rank"]["properties"]["unless"]
    return {
        "program": linkage.__file__,
        "schema": schema,
        "links": links,
        "events": [
            line.split(",")
            for file in sorted(world.glob("did/*"))
            for line in file.read_text("utf-8").splitlines()
        ],
        "ranks": said("plan", "world/job_own.toml", "--month", MONTH),
        "explained": said(
            "explain", "world/job_own.toml", "/".join(next(link[1:] for link in links if link[0] == "1"))
        ),
        "asked": said("plan", "world/job_own.toml", "--month", MONTH, "--sql", "ranks"),
        "not_asked": said("plan", "world/job_dmq_2015.toml", "--month", MONTH, "--sql", "ranks"),
        "wrong": said("check", "world/job_wrong.toml"),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(told()))
