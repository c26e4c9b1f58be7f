"""A run at a quarter of its memory spills, takes longer, and gives the same tables; training the same model."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.national import measured
from benchmarks.process import apart
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.memory import memory_limit
from linkage.engine.quote import literal
from synthetic.settings import WorldSettings
from synthetic.world import make_world

WHOLE, QUARTER = "1000MB", "250MB"
"""Half of what a run of so few people has by default, which is more than enough, and a quarter of that."""

ABOVE = 0.6e9
"""Bytes that a program may hold beside what its database may."""

KEY = "5f3a9c1e77b2d4086ac1f0e2b3954d7788c6a1b0d9e2f431"


class Made:
    """The same world trained on and run with more memory and with less."""

    def __init__(self, folder: Path) -> None:
        """Each in an output folder of its own; the runs by the model of the first training."""
        self.folder = folder
        make_world(folder, WorldSettings(people=40_000, seed=17))
        (folder / "key").touch(0o600)
        (folder / "key").write_text(KEY)
        self.spent: dict[tuple[str, str], dict[str, Any]] = {}
        self.models = {}
        for limit in (WHOLE, QUARTER):
            self.told("train", limit, "--force")
            self.models[limit] = json.loads((folder / "models" / "hes_did.json").read_text("utf-8"))
            if limit == WHOLE:
                shutil.copy(folder / "models" / "hes_did.json", folder / "kept.json")
        shutil.copy(folder / "kept.json", folder / "models" / "hes_did.json")
        for limit in (WHOLE, QUARTER):
            shutil.rmtree(folder / limit / "cache")
            self.told("run", limit, "--month", "2019-11")

    def told(self, command: str, limit: str, *asked: str) -> None:
        """A command with so much memory, and what it took."""
        given = {"job.output": limit, "duckdb.memory_limit": limit, "keys.pseudonym": "file:key"}
        options = [word for name, value in given.items() for word in ("--set", f"{name}={value}")]
        arguments = [command, str(self.folder / "job.toml"), *asked, "--quiet", *options]
        self.spent[command, limit] = apart(
            measured.run, arguments, self.folder / limit / "work" / "spill"
        ).answer[-1]

    def rows(self, limit: str) -> dict[str, list[tuple[object, ...]]]:
        """Every table of the release, each as rows in order."""
        release = self.folder / limit / "releases" / "0001"
        engine = DuckDBEngine(Session(folders=(release,)))
        files: dict[str, list[Path]] = {}
        for path in sorted(release.rglob("*.parquet")):
            files.setdefault(path.relative_to(release).parts[0], []).append(path)
        found = {
            name: engine.rows(
                f"from read_parquet([{', '.join(literal(str(path)) for path in paths)}], union_by_name = true)"
                " order by all"
            )
            for name, paths in files.items()
        }
        engine.close()
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Both."""
    return Made(tmp_path_factory.mktemp("less") / "world")


@pytest.mark.slow
def test_a_run_at_a_quarter_of_its_memory_gives_the_same_tables(made: Made) -> None:
    """Every value of every row, and the numbers of the statistics; and it has spilled."""
    whole, quarter = made.rows(WHOLE), made.rows(QUARTER)

    assert memory_limit(WHOLE) == 4 * (memory_limit(QUARTER) or 0)
    assert made.spent["run", QUARTER]["spill_bytes"] > made.spent["run", WHOLE]["spill_bytes"]
    assert {"links", "pathways", "events", "spells", "cips", "statistics"} <= set(whole)
    assert len(whole["links"]) > 1_000 and len(whole["pathways"]) > 1_000
    assert set(whole) == set(quarter)
    for name, rows in whole.items():
        assert quarter[name] == rows, name


@pytest.mark.slow
def test_training_at_a_quarter_of_its_memory_gives_the_same_model(made: Made) -> None:
    """Every count the same, every share but for the order in which it was summed up."""
    whole, quarter = (numbers(made.models[limit]) for limit in (WHOLE, QUARTER))

    assert whole.keys() == quarter.keys()
    assert quarter == pytest.approx(whole, rel=1e-9, abs=1e-15)


def numbers(found: object, place: str = "") -> dict[str, float]:
    """Every number of a model file by its place; its name is a digest of them."""
    if isinstance(found, dict):
        parts = [(str(name), value) for name, value in found.items()]
    elif isinstance(found, list):
        parts = [(str(nth), value) for nth, value in enumerate(found)]
    else:
        return {place: float(found)} if isinstance(found, int | float) else {}
    return {at: value for name, part in parts for at, value in numbers(part, f"{place}/{name}").items()}


@pytest.mark.slow
@pytest.mark.parametrize("limit", [WHOLE, QUARTER])
@pytest.mark.parametrize("command", ["train", "run"])
def test_no_command_holds_much_more_than_its_limit(made: Made, command: str, limit: str) -> None:
    """What Python, Arrow and Splink hold is not the database's, and stays small."""
    assert made.spent[command, limit]["peak_bytes"] < (memory_limit(limit) or 0) + ABOVE
