"""One job, one model, two engines: the same release; and the other commands of a job on Spark."""

import json
import os
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.engine.spark.engine import SparkEngine
from linkage.release.content.published import DRAWN
from linkage.release.layout import Layout
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.spark.compared import apart, differences, page_of, secure_differences

pytestmark = pytest.mark.spark

MONTH = "2019-11"
ENGINES = ("duckdb", "spark")
DRAWS = int(os.environ.get("PARITY_DRAWS", "6"))
"""Sets of links that are drawn; none where time is short: `test_draws` holds a few identities to the same."""
WORLD = WorldSettings(
    people=2_000,
    seed=11,
    months=2,
    events_per_person_month=0.6,
    number_missing_times=5.0,
    other_number=0.02,
    date_errors=4.0,
)
"""More events than usual, and more that is wrong in them."""


@pytest.fixture(scope="module")
def world(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world with errors of every kind, a model trained on it, and a job for each engine, else the same."""
    assert isinstance(database, SparkEngine), "the session that the job finds"
    folder = tmp_path_factory.mktemp("parity")
    make_world(folder, WORLD)
    (folder / "secret.key").write_bytes(bytes(range(64)))
    (folder / "secret.key").chmod(0o600)
    plain = (folder / "job.toml").read_text("utf-8") + '\n[keys]\npseudonym = "file:secret.key"\n'
    plain += f"\n[outputs]\nlink_draws = {DRAWS}\n"
    for name in ENGINES:
        written = plain.replace('output = "out"', f'output = "{name}"\nengine = "{name}"')
        (folder / f"{name}.toml").write_text(written, "utf-8")
    make_hostile(folder)
    assert exit_code(["train", str(folder / "duckdb.toml"), "--quiet"]) == 0
    for name in ENGINES:
        assert exit_code(["run", str(folder / f"{name}.toml"), "--month", MONTH, "--quiet"]) == 0
    return folder


def make_hostile(folder: Path) -> None:
    """In the month's file: rows that have to be set aside, a line break in quotes, a row twice, an end of commas."""
    path = folder / "did" / f"DID_{MONTH}.csv"
    header, first, second, *rest = path.read_text("utf-8").splitlines()
    cut, quoted = ",".join(first.split(",")[:-3]), second.replace(",", ',"a\nb",', 1)
    path.write_text("\n".join([header, first, cut, quoted, second, *rest, rest[-1], ",,,"]) + "\n", "utf-8")


def test_the_release_is_the_same(world: Path) -> None:
    """Every published row, what the manifest counts, and the secure folder with its quarantine and candidates."""
    first, second = (Layout(world / name) for name in ENGINES)

    assert list(differences(first, second, "0001")) == []
    assert list(secure_differences(first.kept_release("0001"), second.kept_release("0001"))) == []
    links = json.loads((first.release("0001") / "manifest.json").read_text("utf-8"))["counts"]
    assert min(links["linked"], links["unlinked"]) > 0, "a world in which nothing differs shows nothing"
    for table in DRAWN:
        assert any((first.release("0001") / table).rglob("*.parquet")) == bool(DRAWS), table


def test_the_session_of_the_user_goes_on(world: Path, database: Engine) -> None:
    """With its own settings, and without a name of the run's tables."""
    assert isinstance(database, SparkEngine)

    assert database.scalar("select 1") == 1
    assert not [row for row in database.session.sql("show views").collect() if row.viewName == "links"]
    assert not (world / "spark" / "work" / "spark").exists(), "working tables hold identifiable data"


def test_every_other_command_works(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check, plan, evaluate, explain, report and releases, as on DuckDB."""
    job = str(world / "spark.toml")
    release = Layout(world / "spark").release("0001")
    listed = database_rows(release)
    for arguments in (
        ["check", job],
        ["plan", job, "--month", "2019-10"],
        ["plan", job, "--month", MONTH, "--sql", "ranks"],
        ["evaluate", job, "--truth", str(world / "truth" / "truth.csv")],
        ["explain", job, listed],
        ["report", job],
        ["releases", "list", job],
        ["releases", "show", job],
        ["releases", "verify", job],
        ["doctor", job],
        ["run", job, "--month", MONTH],
    ):
        assert exit_code(arguments) == 0, arguments
    told = capsys.readouterr().out
    assert "already published" in told or "nothing to do" in told


def test_the_life_of_an_event_is_the_same(world: Path, tmp_path: Path) -> None:
    """Its page: what it was read from, what was cleaned, which ranks it met."""
    event = database_rows(Layout(world / "spark").release("0001"))
    mine, yours = (page_of(f"{world / name}.toml", event, tmp_path / f"{name}.html") for name in ENGINES)

    assert mine == yours


def database_rows(release: Path) -> str:
    """The id of one linked event."""
    import pyarrow.parquet as pq

    rows = pq.read_table(release / "links" / f"test_month={MONTH}").to_pylist()
    return next(str(row["event_id"]) for row in rows if row["status"] == "linked")


def test_a_model_trained_on_spark_is_the_same(world: Path) -> None:
    """Every number of the file within 1e-6; Splink works on the session, and none of its Java functions is there."""
    written = (world / "spark.toml").read_text("utf-8").replace("models/hes_did.json", "models/spark.json")
    (world / "trained.toml").write_text(written, "utf-8")
    assert exit_code(["train", str(world / "trained.toml"), "--quiet"]) == 0
    mine, yours = (
        json.loads((world / "models" / f"{name}.json").read_text("utf-8")) for name in ("hes_did", "spark")
    )
    for model in (mine, yours):
        del model["model_id"], model["training"]["inputs_sha256"]  # keyed with a salt of each folder's own

    assert list(apart(mine, yours, 1e-6)) == []
