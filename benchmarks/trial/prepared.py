"""A synthetic world read and cleaned once, as Parquet: what the trials of rank P start from."""

import csv
from collections.abc import Mapping
from pathlib import Path

from benchmarks.world import KEY, MONTH
from linkage.commands.evaluate.evaluation import load_truth
from linkage.config.load import load_job, load_rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.session.sources import sources
from linkage.steps.index.run import build_index
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.read import read_inputs
from linkage.steps.standardise.run import (
    standardise_events,
    standardise_hospital,
    standardise_hospital_identities,
    standardise_organisations,
)

TABLES = {
    "identity": "select * from identity order by all",
    "birth_day_count": "select dataset, birth_day, people from birth_day_count order by all",
    "event": """
        select event.*, truth.person_id as true_person_id
        from event
        left join truth on truth.event_id = event.event_id
        order by event.event_id""",
    "same_person": "select person_id, other_person_id from same_person order by all",
    "struck": "select event_id, error, kind from struck order by all",
}
"""
What is kept: the identities of the index, the month's events with their true person, people split over two keys, and
which error of the world struck which event.
"""


def prepared(world: Path, name: str = "prepared", kept: Mapping[str, str] = TABLES) -> Path:
    """The folder `name` of the world's tables, made when it is not there; `kept` are the tables and their rows."""
    folder = world / name
    if not (folder / "done").exists():
        folder.mkdir(exist_ok=True)
        _prepare(world, folder, kept)
        (folder / "done").touch()
    return folder


def opened(folder: Path, *others: Path, kept: Mapping[str, str] = TABLES) -> DuckDBEngine:
    """An engine with the tables of `folder`, each with kept_ before its name; it may write to `others`."""
    engine = DuckDBEngine(Session(folders=(folder, *others)))
    for table in kept:
        engine.create(f"kept_{table}", f"select * from {engine.parquet_sql(folder / f'{table}.parquet')}")
    return engine


def _prepare(world: Path, folder: Path, kept: Mapping[str, str]) -> None:
    job = load_job(world / "job.toml")
    rules = load_rules(job)
    found = sources(job)
    folders = {file.parent.resolve() for source in found for file in source.files}
    engine = DuckDBEngine(
        Session(
            folders=(*sorted(folders), (world / "truth").resolve(), folder.resolve()),
            database=folder / "tables.duckdb",
            spill=folder / "spill",
        )
    )
    read_inputs(engine, found, fingerprints(found))
    standardise_organisations(engine)
    standardise_events(engine, MONTH, KEY.pads)
    standardise_hospital(engine)
    standardise_hospital_identities(engine)
    build_index(engine, rules, (), KEY.pads)
    load_truth(engine, world / "truth" / "truth.csv", KEY.pads("event"))
    split = (world / "truth" / "same_person.csv").read_text("ascii").split()[1:]
    engine.load(
        "same_person", {"person_id": "text", "other_person_id": "text"}, [row.split(",") for row in split]
    )
    _load_struck(engine, world / "truth" / "errors.csv")
    for name, query in kept.items():
        engine.write_parquet(query, folder / f"{name}.parquet")
    engine.close()
    (folder / "tables.duckdb").unlink()


def _load_struck(engine: DuckDBEngine, source: Path) -> None:
    """struck: one row per event and error of the world; reads truth_pad."""
    rows = csv.DictReader(source.read_text("ascii").splitlines())
    columns = ("site_code", "accession_number", "error", "kind")
    engine.load(
        "error_row", dict.fromkeys(columns, "text"), [[row[name] for name in columns] for row in rows]
    )
    key = "concat(upper(trim(site_code)), chr(31), upper(trim(accession_number)))"
    hashed = engine.dialect.keyed_hash(key, "inner_pad", "outer_pad")
    engine.create(
        "struck",
        f"select substr({hashed}, 1, 32) as event_id, error, kind from error_row cross join truth_pad",
    )
