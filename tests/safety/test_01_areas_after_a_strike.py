"""A month that is linked after people were struck in the same run knows the areas of its postcodes as any other."""

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage import open_job
from linkage.commands.months.asked import Asked
from linkage.engine.base import Engine
from linkage.engine.table import has_table
from linkage.strike.aside import AREAS_ASIDE, areas_aside
from tests.release.world import load
from tests.safety.strikes import NOVEMBER, OCTOBER, current, put_on_list, run, write_job

pytestmark = pytest.mark.slow

DIRECTORY = '[lookups.postcode_directory]\npaths = ["areas.csv"]\n'


def test_the_areas_are_put_aside(engine: Engine) -> None:
    """Whatever a strike writes into their table."""
    load(engine, "postcode_area", [{"postcode": "AB11CD", "lsoa": "E01"}])
    with areas_aside(engine):
        load(engine, "postcode_area", [])

    assert engine.rows("select postcode, lsoa from postcode_area") == [("AB11CD", "E01")]
    assert not has_table(engine, AREAS_ASIDE)


@pytest.mark.filterwarnings("ignore::linkage.api.LinkageWarning")
def test_a_month_linked_after_a_strike_has_its_areas(tmp_path: Path) -> None:
    """November's release strikes somebody from October; then October is made again."""
    job = write_job(tmp_path / "job", DIRECTORY)
    postcodes = "".join(f"AB1 {n}CD,E92000001,E12000003,E54900002,E0190000{n},6571\n" for n in range(10))
    (job.parent / "areas.csv").write_text(f"pcds,ctry,rgn,icb,lsoa11,imd\n{postcodes}", "utf-8")
    assert run(job, OCTOBER) == 0
    put_on_list(job, "a")
    opened = open_job(job)
    assert opened.run_all(replace(Asked((NOVEMBER, OCTOBER)), restate=True))[0].manifest.struck

    areas = pq.read_table(current(job) / "events" / f"test_month={OCTOBER}", columns=["deprivation_decile"])
    assert areas.num_rows and areas["deprivation_decile"].null_count == 0
