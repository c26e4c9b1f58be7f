"""A lookup read as a run reads it, and counted: its layout, its columns, and what it says of how many codes."""

from dataclasses import asdict, dataclass

from linkage.commands.lookup.gives import Gives, gives
from linkage.commands.lookup.lookup_files import LookupFiles
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.session.supplied_lists import provider_names
from linkage.session.surroundings import Surroundings
from linkage.steps.inputs.lookups.found_columns import found_columns, scales
from linkage.steps.inputs.lookups.lookup_text import check_labels
from linkage.steps.inputs.lookups.unfilled import UNKNOWN, told_of, unfilled
from linkage.steps.inputs.plan import Plan, plan_reading
from linkage.steps.inputs.read import read_inputs

NAMES = "provider_names"
"""The lookup that the report alone reads: codes and names, and no table of its own."""


@dataclass(frozen=True)
class LookedColumn:
    """One column that a run uses."""

    ours: str
    theirs: str | None
    """The name that the file has for it; None where it has none."""
    filled: int
    """Accepted rows that hold something there."""


@dataclass(frozen=True)
class LookedFile:
    """One file of the lookup."""

    path: str
    layout: str
    rows: int
    accepted: int
    columns: tuple[LookedColumn, ...]
    deprivation_areas: int | None = None
    """Areas of England that its ranks of deprivation run over, where the name of their column says so."""


@dataclass(frozen=True)
class Looked:
    """What a run would use of the files together."""

    name: str
    files: tuple[LookedFile, ...]
    gives: tuple[Gives, ...]
    job: str
    """The lines of a job file that name the files."""
    unknown: tuple[str, ...] = ()
    """Our names of columns that nothing fills, of which every event will be unknown."""

    @property
    def unknown_words(self) -> list[str]:
        """What is unknown then, in words."""
        return [UNKNOWN[self.name][one] for one in self.unknown]

    def as_result(self) -> dict[str, object]:
        """For --json."""
        return asdict(self)


def look_up(asked: LookupFiles, around: Surroundings) -> Looked:
    """
    What a run would use of the files of a lookup, a later one replacing codes of an earlier; no value is given.

    Warns of what nothing fills. Raises InputError, as a run would, for a file that cannot be used, and ConfigError for
    a name that is mapped to no column.
    """
    if asked.name == NAMES:
        return looked_names(asked)
    source = asked.source
    plans = plan_reading([source], around.warn)
    engine = DuckDBEngine(Session())
    try:
        read_inputs(engine, [source])
        if asked.name == "modality":
            check_labels(engine)
        unknown = unfilled(engine, asked.name)
        for told in told_of(source, unknown):
            around.warn(told)
        files = tuple(looked_file(engine, plan) for plan in plans)
        return Looked(asked.name, files, gives(engine, asked.name), asked.job, unknown)
    finally:
        engine.close()


def looked_file(engine: Engine, plan: Plan) -> LookedFile:
    """One file as it was read; reads input_file and the raw table."""
    names = found_columns(plan)
    used = [column.ours for column in plan.layout.made_from.columns]
    counted = ", ".join(f"count({identifier(one)})" for one in used)
    file_id, dataset = plan.file.file_id, plan.file.source.dataset
    filled = engine.rows(f"select {counted} from {dataset}_raw where file_id = {file_id}")[0]
    read, accepted = engine.rows(
        f"select rows_read, rows_accepted from input_file where file_id = {file_id}"
    )[0]
    columns = tuple(
        LookedColumn(one, names.get(one), as_whole(rows)) for one, rows in zip(used, filled, strict=True)
    )
    layout = plan.layout.made_from.name
    areas = dict(scales([plan])).get(file_id)
    return LookedFile(plan.file.name, layout, as_whole(read), as_whole(accepted), columns, areas)


def looked_names(asked: LookupFiles) -> Looked:
    """The same of names of providers; InputError for a name that may not be shown, or a file that is not there."""
    paths = asked.paths
    for path in paths:
        if not path.is_file():
            raise InputError(f"{path}: is not a file; correct the path")
    files: list[LookedFile] = []
    known: set[str] = set()
    for path in paths:
        own = provider_names([path])
        known |= own.keys()
        names = len(own)
        columns = (LookedColumn("code", "code", names), LookedColumn("name", "name", names))
        files.append(LookedFile(path.as_posix(), NAMES, names, names, columns))
    return Looked(NAMES, tuple(files), (Gives("codes with a name", len(known), len(known)),), asked.job)
