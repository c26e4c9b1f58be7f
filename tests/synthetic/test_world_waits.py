"""Waits from request to test: the published median of each modality, over everybody."""

from math import log, sqrt

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.activity.modalities import PUBLISHED_WAIT


@pytest.mark.parametrize("modality", PUBLISHED_WAIT)
def test_median_waits_are_the_published_ones(busy_engine: DuckDBEngine, modality: str) -> None:
    """Within a quarter of the median and a day, and two standard errors of a median of so many events."""
    events, median = busy_engine.rows(
        "select count(*), median(test_date - request_date) from world_event"
        f" where modality = '{modality}' and request_date is not null"
    )[0]
    chance = 2 * PUBLISHED_WAIT[modality] / log(2) / sqrt(int(str(events)))
    allowed = 1 + PUBLISHED_WAIT[modality] / 4 + chance

    assert int(str(events)) > 20
    assert abs(float(str(median)) - PUBLISHED_WAIT[modality]) <= allowed
