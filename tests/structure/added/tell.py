"""What the program says of its relations, and a small world run through it; run as a process of its own in a folder."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb

import linkage
from linkage.cli.main import exit_code
from linkage.config.job import Job
from linkage.config.load import read_rules
from linkage.config.rules import Rules
from linkage.steps.statistics.care_setting import SETTINGS
from linkage.tables import contract

MONTH = "2019-11"
WORLD = ("synth", "world", "--people", "1000", "--seed", "5", "--events-per-person-month", "0.3")


def said(*words: str) -> str:
    """What a command says."""
    out, log = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(log):
        code = exit_code(list(words))
    if code:
        raise RuntimeError(log.getvalue())
    return out.getvalue()


def published(name: str, columns: str) -> list[tuple[object, ...]]:
    """Rows of the release."""
    with duckdb.connect() as connection:
        return connection.sql(f"select {columns} from 'world/out/current/{name}/**/*.parquet'").fetchall()


def own_job() -> None:
    """The job of the world: without a model, and with a window of the new relation."""
    job = Path("world/job.toml")
    lines = [line for line in job.read_text("utf-8").splitlines() if not line.startswith("model = ")]
    text = "\n".join(lines).replace('"hes_did"', '"dmq_2015"')
    job.write_text(f"{text}\n[pathways]\nae_week_before_days = 5\n", "utf-8")


def told() -> dict[str, object]:
    """Everything that a new relation should be found in."""
    shipped = read_rules(Path(), "dmq_2015")
    older = {**shipped.model_dump(), "precedence": ["OP_SAME_DAY", "PERSON_ONLY"]}
    said(*WORLD)
    own_job()
    said("run", "world/job.toml", "--month", MONTH)
    pathways = published("pathways", "event_id, relation, is_primary, days_from_test, episode_source")
    one = next(str(row[0]) for row in pathways if row[1] == "AE_WEEK_BEFORE" and row[2])
    return {
        "program": linkage.__file__,
        "precedence": shipped.precedence,
        "older": Rules.model_validate(older).precedence,
        "schema": Job.model_json_schema()["$defs"]["PathwaysTable"]["properties"]["ae_week_before_days"],
        "values": next(column.values for column in contract("pathways").columns if column.name == "relation"),
        "dictionary": Path("world/out/current/data_dictionary.csv").read_text("utf-8"),
        "pathways": pathways,
        "statistics": published("statistics", '"table", breakdown, category, numerator'),
        "emergency": SETTINGS["emergency"],
        "explained": said("explain", "world/job.toml", one),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(told()))
