"""Workbooks left out of whole runs whose tests do not look at them: writing one takes half of a small run."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

STAND_IN = b"a workbook\n"


@contextmanager
def without_workbooks() -> Iterator[None]:
    """A few bytes in the place of each workbook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linkage.commands.report.monthly_report.workbook_bytes", lambda *_: STAND_IN)
        yield


@pytest.fixture(scope="module", autouse=True)
def quick_workbook(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same for a module, unless it says REAL_WORKBOOKS = True; what lasts longer is made before this."""
    if getattr(request.module, "REAL_WORKBOOKS", False):
        yield
        return
    with without_workbooks():
        yield
