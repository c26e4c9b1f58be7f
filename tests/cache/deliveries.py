"""Files of a job, the tables a run makes of them for every month, and a cache to make them with or without."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from linkage.cache.cache import Cache
from linkage.common_steps import read_step
from linkage.editions.events import event_row_items
from linkage.editions.hospital import hospital_items
from linkage.editions.index import TABLES as INDEX
from linkage.editions.index import index_items, people_items
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.engine.value import Value
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import Lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.read import TABLES
from linkage.steps.inputs.source import DATASETS, Source
from linkage.steps.standardise.run import codes_made, organisations_made
from tests.inputs.sample import did_row, text
from tests.spec.steps import profile

RECORDS = (
    "episode",
    "appointment",
    "attendance",
    "death",
    "data_year",
    "open_episode",
    "record_quality_count",
)
EVERY = (
    *TABLES,
    *(f"{dataset}_raw" for dataset in DATASETS),
    "event_row",
    *RECORDS,
    *INDEX,
    "person_digest",
)
"""All tables that reading and the hospital half of a run make, whatever the month."""

Tables = dict[str, list[tuple[Value, ...]]]
"""The rows of each table, in an order of their own."""

HEADERS = {
    "apc": "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|EPIEND|PROCODET|SITETRET|GPPRAC|AEKEY",
    "op": "ATTENDKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|APPTDATE|PROCODET|SITETRET|GPPRAC",
    "ae": "AEKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|ARRIVALDATE|ARRIVALTIME|PROCODET|SITETRET|GPPRAC",
}


def hospital_bytes(dataset: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A hospital file of a few rows: record key, person, number, birth date, sex, postcode, start, and so on."""
    fields = HEADERS[dataset].count("|") + 1
    lines = ["|".join([*row, *[""] * (fields - len(row))]) for row in rows]
    return "\n".join([HEADERS[dataset], *lines, ""]).encode()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files of a delivery in `folder`, and no other."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def sources(folder: Path, names: Sequence[str], replace: str = "rows") -> list[Source]:
    """The data sets of those files: HES_APC_1920.txt is one of apc; a DID file is made where none is named."""
    found = []
    for dataset in ("did", *HEADERS):
        files = tuple(folder / name for name in names if dataset in name.lower().split("_"))
        if dataset == "did" and not files:
            files = (folder.with_name("DID.csv"),)
            files[0].write_bytes(text([did_row(1)]))
        if files:
            person, by = (None, "rows") if dataset == "did" else ("TOKEN_PERSON_ID", replace)
            found.append(
                Source(dataset, files, "," if dataset == "did" else "|", {}, person, (), folder, replace=by)
            )
    return found


def inputs_of(found: Sequence[Source], folder: Path, cache: Cache | None = None) -> Inputs:
    """What a run of these files works from."""
    return Inputs(
        sources=tuple(found),
        digests=fingerprints(found),
        lists=Lists((), ()),
        rules=profile("hes_did"),
        model=None,
        key=Key(bytes(32)),
        layout=Layout(folder / "out"),
        cache=cache,
    )


def tables(engine: DuckDBEngine, inputs: Inputs) -> Tables:
    """Everything that is made of the files."""
    dialect = engine.dialect
    items = (
        *read_step(inputs).items,
        *codes_made(),
        *organisations_made(dialect),
        *event_row_items(inputs, dialect),
        *hospital_items(inputs, dialect),
        *index_items(inputs, dialect),
        *people_items(inputs, dialect),
    )
    make_all(engine, items)
    found = {name: sorted(engine.rows(f"select * from {name}"), key=repr) for name in EVERY}
    passing = [f"{dataset}_{name}" for dataset in HEADERS for name in ("record_key_shared", "superseded_key")]
    for name in (*EVERY, *passing):
        engine.drop(name)
    return found


def differing(one: Tables, other: Tables) -> list[str]:
    """The tables that are not the same: their names, never their rows."""
    return [name for name in EVERY if one[name] != other[name]]
