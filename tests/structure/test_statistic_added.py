"""A statistic is one module: dropped into a copy of the program it is made, told and shared as it says."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.structure.imports import ROOT

pytestmark = pytest.mark.slow

MONTH = "2019-11"
MEANING = "Events by the day of the week of the test."
MODULE = '''"""Events by the day of the week of the test, Sunday 0."""

from linkage.words.control import OfAll
from linkage.words.statistic import Asked, CountedFrom, Statistic


def weekday_sql(_asked: Asked) -> str:
    """Statistics rows of the table weekday."""
    return """
        select outcome.period, 'weekday' as "table", 'weekday' as breakdown,
            cast(extract(dow from event.test_date) as string) as category, 'events' as measure,
            count(*) as numerator, cast(null as bigint) as denominator, cast(count(*) as double) as value,
            count(distinct outcome.subject) as numerator_people, cast(null as bigint) as complement_people
        from outcome
        join event on event.event_id = outcome.event_id
        group by outcome.period, extract(dow from event.test_date)"""


STATISTIC = Statistic(
    table="weekday",
    meaning="Events by the day of the week of the test.",
    source=CountedFrom.EVENTS,
    sql=weekday_sql,
    control=CONTROL,
    chapter="",
)
'''
PROGRAM = """
import sys
import linkage
from linkage.cli.main import exit_code

print(linkage.__file__)
sys.exit(exit_code(["run", sys.argv[1], "--month", sys.argv[2], "--quiet"]))
"""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a small world, under a profile that needs no model."""
    folder = tmp_path_factory.mktemp("weekday") / "world"
    make_world(folder, replace(WorldSettings(people=1_500, seed=3, months=1), events_per_person_month=0.5))
    made = folder / "job.toml"
    lines = [line for line in made.read_text("utf-8").splitlines() if not line.startswith("model")]
    made.write_text("\n".join(lines).replace('"hes_did"', '"dmq_2015"'), "utf-8")
    return made


def released(job: Path, folder: Path, control: str, outputs: str) -> Path:
    """A release of the world, made in a process of its own by a copy of the program with the module in it."""
    for name in ("linkage", "synthetic", "configs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "linkage" / "steps" / "statistics" / "tables" / "weekday.py"
    module.write_text(MODULE.replace("CONTROL", control), "utf-8")
    own = job.with_name(f"{folder.name}.toml")
    text = job.read_text("utf-8").replace('output = "out"', f'output = "{folder.name}"')
    own.write_text(f"{text}\n\n[outputs]\n{outputs}\n", "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(own), MONTH],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(folder))
    return job.parent / folder.name / "current"


def days(path: Path) -> list[dict[str, str]]:
    """The rows of the new table in a file of statistics."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == "weekday"]


@pytest.mark.parametrize(
    ("control", "outputs", "is_shared"),
    [
        ("None", 'disclosure = "hes_2018"\nscope = "national"\nnational_min_providers = 1', False),
        ('OfAll(measures=("events",))', 'disclosure = "nhse_sde"', True),
    ],
    ids=["internal, though national numbers are left alone", "shared under control"],
)
def test_one_module_is_enough(
    job: Path, tmp_path: Path, control: str, outputs: str, *, is_shared: bool
) -> None:
    """Its rows are in the statistics, its meaning in the dictionary; shared only with a control, and rounded."""
    release = released(job, tmp_path, control, outputs)
    exact = days(release / "statistics" / "statistics.csv")
    shared = days(release / "report" / "shareable" / "statistics.csv")
    dictionary = (release / "report" / "data_dictionary.html").read_text("utf-8")

    assert [row["category"] for row in exact] == list("0123456")
    assert f'<th scope="row">weekday</th><td>{MEANING}</td>' in dictionary
    if not is_shared:
        assert not shared
        return
    assert [row["category"] for row in shared] == list("0123456")
    assert all(int(row["numerator"]) % 5 == 0 for row in shared if row["control"] == "rounded")
    assert any(row["control"] == "rounded" for row in shared)
