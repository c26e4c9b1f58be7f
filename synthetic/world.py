"""A synthetic world from its settings: tables in order, then the files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from synthetic import files, hes_layouts, layouts, truth
from synthetic.draws import Draws
from synthetic.errors import IMAGING_RULES
from synthetic.settings import YEARS, WorldSettings
from synthetic.tables import tables

FORMAT = 1
"""Raised when the same settings come to give other files."""

JOB = """\
[job]
name = "demo"
output = "out"

[did]
layout = "did_v1_csv"
paths = ["did/*.csv"]

[hes.apc]
paths = ["hes/HES_APC_*.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.op]
paths = ["hes/HES_OP_*.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.ae]
paths = ["hes/HES_AE_*.txt"]
person_id = "TOKEN_PERSON_ID"

[linkage]
profile = "hes_did"
model = "models/hes_did.json"
target_false_match_rate = 0.004
"""


@dataclass(frozen=True)
class WorldSummary:
    """What was made: counts only."""

    settings: WorldSettings
    people: int
    people_with_record: int
    """People with at least one row in the HES files."""
    events: int
    events_without_record: int
    """Events of people with no row in the HES files."""
    rows: Mapping[str, int]
    """Rows of each file, headers not counted."""
    relations: Mapping[str, int]
    """Events by true relation; those of people without record are in none."""
    errors: Mapping[str, int]
    """Events struck by each of the five rules."""


def make_world(directory: Path, settings: WorldSettings) -> WorldSummary:
    """
    Write the world of `settings` into `directory`: did/, hes/, truth/, job.toml and world.json.

    The same settings give the same bytes; a job.toml that is there already is left as it is. ConfigError when
    the folder holds another world.
    """
    directory = directory.resolve()
    about = {"format": FORMAT, "settings": asdict(settings)}
    files.refuse_other_world(directory, about)
    with files.drafted(directory) as draft:
        engine = DuckDBEngine(Session(folders=(directory,)))
        try:
            for table, query in tables(Draws(settings.seed), settings).items():
                engine.create(table, query)
            rows = written_files(engine, settings, draft)
            summary = summary_of(engine, settings, rows)
        finally:
            engine.close()
        told = {**about, **{name: value for name, value in asdict(summary).items() if name != "settings"}}
        written = json.dumps(told, indent=2, sort_keys=True) + "\n"
        if not (directory / "job.toml").exists():
            (draft / "job.toml").write_text(JOB, "utf-8", newline="\n")
        (draft / files.WORLD).write_text(written, "utf-8", newline="\n")
    return summary


def written_files(engine: DuckDBEngine, settings: WorldSettings, draft: Path) -> Mapping[str, int]:
    """Write every data file below `draft`; rows of each by its path in the world."""
    rows: dict[str, int] = {}
    hospital = (
        ("APC", hes_layouts.apc_columns(), hes_layouts.APC_SOURCE, "epikey"),
        ("OP", hes_layouts.op_columns(), hes_layouts.OP_SOURCE, "attendkey"),
        ("AE", hes_layouts.ae_columns(), hes_layouts.AE_SOURCE, "aekey"),
    )
    for dataset, columns, source, key in hospital:
        for year in YEARS:
            path = f"hes/HES_{dataset}_{year}.txt"
            of_year = f"(select * from {source} where {columns['FYEAR']} = '{year}') as record"
            rows[path] = files.write_delimited(
                engine, columns, of_year, key, draft / path, delimiter="|", header=True
            )
    for start in settings.month_starts:
        path = f"did/DID_{start:%Y-%m}.csv"
        is_of_month = f"date_trunc('month', test_date) = date '{start}'"
        of_month = f"(select * from {layouts.DID_SOURCE} where {is_of_month}) as event"
        rows[path] = files.write_delimited(
            engine, layouts.DID, of_month, layouts.ORDER, draft / path, delimiter=",", header=False
        )
    path = "truth/truth.csv"
    order = f"date_trunc('month', test_date), {layouts.ORDER}"
    rows[path] = files.write_delimited(
        engine, layouts.TRUTH, layouts.TRUTH_SOURCE, order, draft / path, delimiter=",", header=True
    )
    return rows


def summary_of(engine: DuckDBEngine, settings: WorldSettings, rows: Mapping[str, int]) -> WorldSummary:
    """The counts of a finished world."""

    def counted(query: str) -> int:
        return int(str(engine.scalar(query)))

    return WorldSummary(
        settings=settings,
        people=counted("select count(*) from world_person"),
        people_with_record=counted("select count(*) from world_patient_with_record"),
        events=counted("select count(*) from world_event"),
        events_without_record=counted("select count(*) from world_truth where person_id is null"),
        rows=rows,
        relations={
            relation: counted(f"select count(*) from world_truth where relation = '{relation}'")
            for relation in truth.RELATIONS
        },
        errors={rule.name: counted(f"select count({rule.name}) from world_error") for rule in IMAGING_RULES},
    )
