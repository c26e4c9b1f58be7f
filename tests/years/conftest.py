"""A small year of deliveries, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from synthetic.deliveries.settings import YearSettings
from synthetic.year import Year, deliveries
from tests.years.year_job import YearJob, trained

BUSY = YearSettings(
    people=600,
    seed=3,
    deliveries=3,
    events_per_person_month=0.3,
    late=0.06,
    corrected=0.05,
    moved=0.04,
    twice=0.02,
    withdrawn=0.04,
    hes_late=0.05,
    hes_late_people=0.03,
    hes_corrected=0.03,
    hes_withdrawn=0.02,
    keys_reissued=0.02,
    keys_merged=1.0,
    keys_split=0.05,
    unrelated=20,
    unrelated_at=3,
    look_alikes=1,
    look_alikes_at=3,
)
"""Three deliveries and the one after, in which everything happens that may."""


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The rows of that year."""
    return deliveries(tmp_path_factory.mktemp("busy") / "year", BUSY)


@pytest.fixture(scope="session")
def folders(busy: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ...]]:
    """The job's folder after each delivery, each in a folder of its own; the first is empty."""
    root = tmp_path_factory.mktemp("folders")
    made = [root / "0"]
    made[0].mkdir()
    for delivery in range(1, BUSY.last + 1):
        made.append(root / str(delivery))
        busy.deliver(delivery, made[-1])
    yield tuple(made)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory, busy: Year) -> Path:
    """A small model, trained once."""
    return trained(YearJob(busy, tmp_path_factory.mktemp("trained"), "hes_did"))
