"""A synthetic world from its settings: tables in order, then the files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session

from .draws import Draws
from .errors.imaging_errors import STRUCK
from .files import did as layouts
from .files import hes as hes_layouts
from .files.delimited import write_delimited
from .files.drafts import WORLD, drafted, worked_in
from .files.modality_lookup import LOOKUP, LOOKUP_ORDER, lookup_source
from .files.new_sites import lookup_csv, shown_sites
from .files.postcode_directory import DIRECTORY, DIRECTORY_ORDER, DIRECTORY_SOURCE
from .files.refusals import refuse_other_world, refuse_small_disk
from .files.submissions import file_months
from .settings import YEARS, WorldSettings
from .tables import tables
from .truth.contacts import RELATIONS

FORMAT = 4
"""Raised when the same settings come to give other files."""

MEMORY_LIMIT = "2500MB"
"""What the database may hold in memory; the process stays below 4 GiB."""

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

[hes.{care}]
paths = ["hes/HES_{CARE}_*.txt"]
person_id = "TOKEN_PERSON_ID"

[deaths]
paths = ["lookups/deaths.csv"]
person_id = "TOKEN_PERSON_ID"

[lookups.postcode_directory]
paths = ["lookups/postcode_directory.csv"]

[lookups.modality]
paths = ["lookups/modality.csv"]

{sites}[linkage]
profile = "hes_did"
model = "models/hes_did.json"
target_false_match_rate = 0.004
"""

SITES = """\
[lookups.sites]
paths = ["lookups/sites.csv"]

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
            rows = written_files(engine, settings, draft)
            summary = summary_of(engine, settings, rows)
        finally:
            engine.close()
        told = {**about, **{name: value for name, value in asdict(summary).items() if name != "settings"}}
        written = json.dumps(told, indent=2, sort_keys=True) + "\n"
        if not (directory / "job.toml").exists():
            (draft / "job.toml").write_text(job_text(settings), "utf-8", newline="\n")
        (draft / WORLD).write_text(written, "utf-8", newline="\n")
    return summary


def told_settings(settings: WorldSettings) -> dict[str, object]:
    """The settings as world.json has them; one that came later is told where it is used."""
    return {name: value for name, value in asdict(settings).items() if value or name != "new_site_codes"}


def job_text(settings: WorldSettings) -> str:
    """The job file of a world."""
    care = settings.emergency_care
    text = JOB.replace("{care}", care).replace("{CARE}", care.upper())
    return text.replace("{sites}", SITES if settings.new_site_codes else "")


def session(directory: Path, work: Path) -> Session:
    """Tables in a file and a bounded memory: a world may be larger than the machine's."""
    return Session(
        folders=(directory,), database=work / "world.duckdb", spill=work / "spill", memory_limit=MEMORY_LIMIT
    )


def written_files(engine: DuckDBEngine, settings: WorldSettings, draft: Path) -> Mapping[str, int]:
    """Write every data file below `draft`; rows of each by its path in the world."""
    rows: dict[str, int] = {}
    draws = Draws(settings.seed)

    def write(path: str, columns: Mapping[str, str], source: str, order: str, delimiter: str = ",") -> None:
        rows[path] = write_delimited(
            engine,
            shown_sites(columns, settings.new_site_codes, settings.seed),
            source,
            order,
            draft / path,
            delimiter=delimiter,
            header=columns is not layouts.DID,
        )

    for layout in hes_layouts.layouts(draws, settings.emergency_care):
        for year in YEARS:
            records = f"({layout.source_sql(draws, settings, year)}) as record"
            write(f"hes/HES_{layout.dataset}_{year}.txt", layout.columns, records, layout.key, "|")
    for month in file_months(settings):
        of_month = f"(select * from {layouts.DID_SOURCE} where file_month = date '{month}-01') as sent"
        write(f"did/DID_{month}.csv", layouts.DID, of_month, layouts.DID_ORDER)
    write("truth/truth.csv", layouts.TRUTH, layouts.TRUTH_SOURCE, layouts.TRUTH_ORDER)
    write("truth/errors.csv", layouts.ERRORS, layouts.ERRORS_SOURCE, layouts.ERRORS_ORDER)
    write("truth/same_person.csv", layouts.SAME_PERSON, layouts.SAME_PERSON_SOURCE, "person_id")
    write("lookups/deaths.csv", layouts.DEATHS, layouts.DEATHS_SOURCE, "person_id")
    write("lookups/postcode_directory.csv", DIRECTORY, DIRECTORY_SOURCE, DIRECTORY_ORDER)
    write("lookups/modality.csv", LOOKUP, lookup_source(), LOOKUP_ORDER)
    if settings.new_site_codes:
        lookup = lookup_csv(settings.new_site_codes, settings.seed)
        (draft / "lookups" / "sites.csv").write_text(lookup, "utf-8", newline="\n")
        rows["lookups/sites.csv"] = lookup.count("\n") - 1
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
            for relation in RELATIONS
        },
        errors={name: counted(f"select count({name}) from world_error") for name in STRUCK},
    )
