"""Waits from request to test: the published median of each modality, over everybody."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.activity.modalities import PUBLISHED_WAIT


@pytest.mark.parametrize("modality", PUBLISHED_WAIT)
def test_median_waits_are_the_published_ones(busy_engine: DuckDBEngine, modality: str) -> None:
    """Within a quarter of the median and a day, and four days where there are few events."""
    events, median = busy_engine.rows(
        "select count(*), median(test_date - request_date) from world_event"
        f" where modality = '{modality}' and request_date is not null"
    )[0]
    allowed = 1 + PUBLISHED_WAIT[modality] / 4 + (3 if int(str(events)) < 200 else 0)

    assert int(str(events)) > 20
    assert abs(float(str(median)) - PUBLISHED_WAIT[modality]) <= allowed
