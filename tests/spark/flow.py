"""The flow from raw rows to pathways on either engine, and everything that the tables then hold."""

from pathlib import Path

import pyarrow as pa

from linkage import tables
from linkage.config.load import load_job
from linkage.config.over_merged import OverMerged
from linkage.config.rules import Rules
from linkage.engine.base import Engine, Row
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import make
from linkage.session.sources import sources
from linkage.steps.index.run import build_index, find_over_merged
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import DATASETS
from linkage.steps.pathways.run import pathways_made
from linkage.steps.ranks.run import run_ranks
from linkage.steps.resolve.run import make_links, resolve
from linkage.steps.standardise.hospitals import open_episodes_made
from linkage.steps.standardise.run import (
    count_data_quality,
    standardise_events,
    standardise_hospital,
    standardise_hospital_identities,
    standardise_organisations,
    standardise_supplements,
)
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.spark.odd_rows import with_odd_rows
from tests.spec.steps import PADS, pads_of

MONTH = "2019-11"
COMPLETE_TO = 2019
"""The year in which the last complete data year begins."""
MADE = tuple(
    name
    for name, table in tables.all_tables().items()
    if table.step in {"standardise", "index", "ranks", "resolve", "pathways"}
)
"""The tables that must be the same on both engines."""


def raw_rows(folder: Path) -> dict[str, pa.Table]:
    """The raw tables of a small synthetic world, large enough for most ranks and relations, and odd rows."""
    usual = read_world(folder / "ae", "ae")
    usual["ecds"] = read_world(folder / "ecds", "ecds")["ecds"]
    return {f"{name}_raw": with_odd_rows(name, rows) for name, rows in usual.items()}


def read_world(folder: Path, emergency_care: str) -> dict[str, pa.Table]:
    """The rows of a world's files by data set; worlds of both kinds of emergency care hold the same attendances."""
    settings = WorldSettings(
        people=400, seed=5, months=1, events_per_person_month=0.5, emergency_care=emergency_care
    )
    make_world(folder, settings)
    reader = DuckDBEngine(Session(folders=(folder,)))
    read_inputs(reader, sources(load_job(folder / "job.toml")))
    rows = {name: reader.connection.sql(f"select * from {name}_raw").to_arrow_table() for name in DATASETS}
    reader.close()
    return rows


def run_flow(engine: Engine, raw: dict[str, pa.Table], rules: Rules) -> None:
    """Standardise, index, rank, resolve and place the events of the month; without rank P."""
    for table, rows in raw.items():
        engine.load_arrow(table, rows)
    engine.load("deprivation_scale", tables.contract("deprivation_scale").types, [])
    standardise_organisations(engine)
    standardise_events(engine, MONTH, pads_of)
    standardise_hospital(engine)
    make(engine, open_episodes_made(engine.dialect, COMPLETE_TO))
    standardise_hospital_identities(engine)
    standardise_supplements(engine, 32_844)
    build_index(engine, rules, ["AB12CD"], pads_of)
    find_over_merged(engine, OverMerged())
    run_ranks(engine, rules)
    numbers = engine.rows("select min(nhs_number), max(nhs_number) from person_number")[0]
    resolve(engine, has_p=False, opted_out_numbers=[str(number) for number in numbers])
    make_links(engine, model_id=None, release="0001")
    make(engine, pathways_made(engine.dialect, rules, PADS))
    count_data_quality(engine)


def held(engine: Engine, table: str) -> list[Row]:
    """Every row of a table, its columns as in the contract, in an order that both engines share."""
    columns = ", ".join(tables.contract(table).types)
    return sorted(engine.rows(f"select {columns} from {table}"), key=repr)
