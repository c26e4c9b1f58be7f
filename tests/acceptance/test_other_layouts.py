"""The same world in every layout of imaging files gives the same release, number by number."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from linkage.cli.main import exit_code
from linkage.words.names import TIMES
from synthetic.settings import DID_LAYOUTS, WorldSettings
from synthetic.world import make_world

pytestmark = pytest.mark.slow

MONTH = "2019-11"
TABLES = ("links", "events", "pathways")
SENT_TWICE = "imaging_code_snomed"
"""Version 2 sends one code of an examination that version 1 has both of."""


def released(folder: Path, layout: str) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, int]]:
    """The tables of the release, and the counts of its manifest."""
    make_world(
        folder,
        WorldSettings(people=1_000, seed=3, events_per_person_month=0.3, did_layout=layout),
    )
    job = folder / "job.toml"
    (folder / "key").write_text(hashlib.sha256(b"layouts").hexdigest(), "utf-8")
    (folder / "key").chmod(0o600)
    text = job.read_text("utf-8").replace('profile = "hes_did"', 'profile = "dmq_2015"')
    job.write_text(f'{text}\n[keys]\npseudonym = "file:key"\n', "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    release = folder / "out" / "current"
    found = {}
    with duckdb.connect() as connection:
        for table in TABLES:
            place = f"read_parquet('{release}/{table}/test_month={MONTH}/*.parquet')"
            described = connection.execute(f"describe select * from {place}").fetchall()
            names = ", ".join(row[0] for row in described if row[0] not in (SENT_TWICE, *TIMES))
            found[table] = connection.execute(f"select {names} from {place} order by all").fetchall()
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    return found, manifest["counts"]


@pytest.fixture(scope="module")
def usual(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, int]]:
    """The release of version 1 text."""
    return released(tmp_path_factory.mktemp("usual") / "world", "did_v1_csv")


@pytest.mark.parametrize("layout", DID_LAYOUTS[1:])
def test_a_release_is_the_same(
    usual: tuple[dict[str, list[tuple[Any, ...]]], dict[str, int]], tmp_path: Path, layout: str
) -> None:
    """Links, events and pathways row by row, and the ledger."""
    tables, counts = released(tmp_path / "world", layout)

    assert len(tables["links"]) > 200
    assert counts == usual[1]
    for table, rows in usual[0].items():
        assert tables[table] == rows, table
