"""The flow of the report reconciles with the files themselves, for 50 random worlds: every line of DID is somewhere."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.report.released_figures import released_figures
from linkage.config.load import load_job
from linkage.release.layout import Layout
from linkage.report.chapters.flow import UNTOLD, flow_table
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.figures import Figures
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.acceptance.conftest import MONTH
from tests.report.told import FACTS

pytestmark = pytest.mark.slow
WORLDS = int(os.environ.get("FLOW_WORLDS", "50"))


@pytest.mark.parametrize("seed", range(WORLDS))
def test_every_line_of_a_random_world_is_in_the_flow(seed: int, tmp_path: Path) -> None:
    """Lines of the files = rows received = the parts of each step, down to the links that Parquet holds."""
    make_world(
        tmp_path,
        WorldSettings(people=2_500 + 20 * seed, seed=seed, months=1 + seed % 3, events_per_person_month=0.3),
    )
    job = tmp_path / "job.toml"
    job.write_text(job.read_text("utf-8").replace('profile = "hes_did"', 'profile = "dmq_2015"'), "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0

    layout = Layout(load_job(job).output)
    rows = released_figures(layout.release("0001"), MONTH)
    figures = Figures(MONTH, rows)
    ranks = tuple(
        RankDescription(name, "", "", "", "", "") for name in figures.categories("match_rank", "rank")
    )
    table = flow_table(figures, replace(FACTS, ranks=ranks))
    files = [file.read_text("utf-8").splitlines() for file in (tmp_path / "did").glob("*.csv")]
    lines = sum(len(list(csv.reader(text))) for text in files)
    parts: dict[str, int] = {}
    wholes = {}
    for name, of, count, people in table.rows:
        assert isinstance(count, int)
        assert people == UNTOLD or (
            isinstance(people, int) and bool(count) <= bool(people) <= people <= count
        )
        if of:
            parts[str(of)] = parts.get(str(of), 0) + count
        else:
            wholes[str(name)] = count

    assert wholes["Rows received"] == lines
    assert wholes["Rows received"] == parts.get("Rows received", 0) + wholes["Rows accepted"]
    assert wholes["Rows accepted"] == parts["Rows accepted"] + wholes["Events of the month"]
    assert wholes["Events of the month"] == parts["Events of the month"]
