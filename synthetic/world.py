"""A synthetic world from its settings: tables in order, then the files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session

from .draws import Draws
from .errors.imaging_errors import STRUCK
from .files.data_files import write_data_files
from .files.drafts import WORLD, drafted, worked_in
from .files.job_file import job_text
from .files.refusals import refuse_other_world, refuse_small_disk
from .settings import WorldSettings
from .tables import tables
from .truth.relations import RELATIONS

FORMAT = 6
"""Raised when the same settings come to give other files."""

LATER = {
    "new_site_codes": 0.0,
    "did_layout": "did_v1_csv",
    "disclosure": "",
}
"""Settings that came later, as they are where nothing is said of them."""

MEMORY_LIMIT = "2500MB"
"""What the database may hold in memory; the process stays below 4 GiB."""


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
    """Events struck by each rule."""


def make_world(directory: Path, settings: WorldSettings) -> WorldSummary:
    """
    Write the world of `settings` into `directory`: did/, hes/, truth/, lookups/, job.toml and world.json.

    The same settings give the same bytes; a job.toml that is there already is left as it is. ConfigError when
    the folder holds another world, ResourceError when the disk is too small or fills up; the folder is then as
    it was.
    """
    directory = directory.resolve()
    about = {"format": FORMAT, "settings": told_settings(settings)}
    refuse_other_world(directory, about)
    refuse_small_disk(directory, settings.people, settings.expected_events)
    with drafted(directory) as draft, worked_in(directory) as work:
        engine = DuckDBEngine(session(directory, work))
        try:
            for table, query in tables(Draws(settings.seed), settings).items():
                engine.create(table, query)
            rows = without_empty(draft, write_data_files(engine, settings, draft))
            summary = summary_of(engine, settings, rows)
        finally:
            engine.close()
        told = {**about, **{name: value for name, value in asdict(summary).items() if name != "settings"}}
        written = json.dumps(told, indent=2, sort_keys=True) + "\n"
        if not (directory / "job.toml").exists():
            (draft / "job.toml").write_text(job_text(settings), "utf-8", newline="\n")
        (draft / WORLD).write_text(written, "utf-8", newline="\n")
    return summary


def without_empty(draft: Path, rows: Mapping[str, int]) -> dict[str, int]:
    """The rows of each file; an imaging file without any, as that of late events in a small world, is taken away."""
    for path in (path for path, many in rows.items() if path.startswith("did/") and not many):
        (draft / path).unlink()
    return {path: many for path, many in rows.items() if many or not path.startswith("did/")}


def told_settings(settings: WorldSettings) -> dict[str, object]:
    """The settings as world.json has them; one that came later is told where it is used."""
    return {name: value for name, value in asdict(settings).items() if value != LATER.get(name)}


def session(directory: Path, work: Path) -> Session:
    """Tables in a file and a bounded memory: a world may be larger than the machine's."""
    return Session(
        folders=(directory,), database=work / "world.duckdb", spill=work / "spill", memory_limit=MEMORY_LIMIT
    )


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
            for relation in RELATIONS
        },
        errors={name: counted(f"select count({name}) from world_error") for name in STRUCK},
    )
