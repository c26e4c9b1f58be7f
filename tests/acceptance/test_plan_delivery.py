"""What `linkage plan` tells of a delivery: by month what would change and be done, word for word, and as a run then does."""

from pathlib import Path

import pytest

from tests.safety import strikes
from tests.safety.strikes import NOVEMBER, OCTOBER
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

DECEMBER = "2019-12"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, quick_workbook: None) -> Path:
    """October and November published."""
    job = strikes.write_job(tmp_path_factory.mktemp("year") / "job", "[gates]\njudged_from_events = 1\n")
    for month in (OCTOBER, NOVEMBER):
        assert strikes.run(job, month) == 0
    return job
