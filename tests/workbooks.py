"""Workbooks left out of whole runs whose tests do not look at them: writing one takes half of a small run."""

from collections.abc import Iterator

import pytest

STAND_IN = b"a workbook\n"


@pytest.fixture(scope="module", autouse=True)
def quick_workbook(request: pytest.FixtureRequest) -> Iterator[None]:
    """A few bytes in the place of each workbook, unless the module says REAL_WORKBOOKS = True."""
    with pytest.MonkeyPatch.context() as patch:
        if not getattr(request.module, "REAL_WORKBOOKS", False):
            patch.setattr("linkage.commands.report.monthly_report.workbook_bytes", lambda *_: STAND_IN)
        yield
