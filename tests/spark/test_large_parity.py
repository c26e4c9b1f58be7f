"""One job, one frozen model, two engines, a hundred thousand people and every hostile value there is: one release."""

import json
import os

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.safety.hostile_month import hostile_month
from tests.spark.pair import ENGINES, Pair
from tests.spark.test_parity import MONTH, make_hostile

pytestmark = [pytest.mark.spark, pytest.mark.night("tests/spark/test_parity.py")]

PEOPLE = int(os.environ.get("PARITY_PEOPLE", "100000"))
HOSTILE = 2_000
"""Imaging rows that are hostile, and hospital records of each kind."""
FILES = {
    "did/did.csv": "did/DID_hostile.csv",
    "hes/apc.txt": "hes/HES_APC_hostile.txt",
    "hes/op.txt": "hes/HES_OP_hostile.txt",
    "hes/ae.txt": "hes/HES_AE_hostile.txt",
    "hes/ecds.txt": "hes/HES_ECDS_hostile.txt",
    "lookups/deaths.csv": "lookups/hostile_deaths.csv",
    "lookups/sites.csv": "lookups/hostile_sites.csv",
    "lookups/names.csv": "lookups/hostile_names.csv",
}
"""What of a hostile month goes where beside the files of a world."""
MORE = """
[hes.ecds]
max_damaged_key_share = 1.0
paths = ["hes/HES_ECDS_*.txt"]
person_id = "TOKEN_PERSON_ID"

[lookups.provider_names]
paths = ["lookups/hostile_names.csv"]

[opt_outs]
paths = ["opt_outs.csv"]

[gates]
max_quarantine_share = "off"
max_file_quarantine_share = "off"
linkage_field_drop = "off"
"""


@pytest.fixture(scope="module")
def large(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A world with errors of every kind, hostile files beside its own, and people on the list, by each engine."""
    assert isinstance(database, SparkEngine), "the session that the job finds"
    folder = tmp_path_factory.mktemp("large")
    world = WorldSettings(
        people=PEOPLE, seed=29, months=2, number_missing_times=5.0, other_number=0.02, date_errors=4.0,
        new_site_codes=0.0, postcode_errors=4.0, copied_records=0.01, default_dates=0.005, day_first_dates=0.005,
        undated_people=0.005, impossible_dates=0.005,
    )  # fmt: skip
    make_world(folder, world)
    make_hostile(folder)
    numbers = (
        line.split(",")[0] for line in (folder / "did" / f"DID_{MONTH}.csv").read_text("utf-8").splitlines()
    )
    (folder / "opt_outs.csv").write_text(
        "\n".join([one for one in numbers if one.isdigit()][:20]) + "\n", "utf-8"
    )
    hostile = hostile_month(folder / "hostile", HOSTILE, seed=29).parent
    for source, target in FILES.items():
        (hostile / source).rename(folder / target)
    job = (folder / "job.toml").read_text("utf-8").replace("\npaths", "\nmax_damaged_key_share = 1.0\npaths")
    for name in ("deaths", "sites"):
        job = job.replace(f"lookups/{name}.csv", f"lookups/*{name}.csv")
    (folder / "job.toml").write_text(job, "utf-8")
    pair = Pair.of(folder, MORE)
    assert exit_code(["train", pair.job("duckdb"), "--quiet"]) == 0
    pair.both("run", "--month", MONTH, "--quiet")
    return pair


def test_the_release_is_the_same(large: Pair) -> None:
    """Links, relations, spells, statistics, quarantine, what is kept of the month, what the manifest counts."""
    assert large.differences("0001") == []
    manifests = [
        json.loads((large.out(name).release("0001") / "manifest.json").read_text("utf-8")) for name in ENGINES
    ]
    for counts in (manifest["counts"] for manifest in manifests):
        assert min(counts[name] for name in ("linked", "review", "unlinked", "opted_out")) > 0
    assert sum(one["rows_quarantined"] for one in manifests[0]["inputs"]) > HOSTILE // 10, (
        "what is hostile is there"
    )
