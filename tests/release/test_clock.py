"""When it is told that the clock is behind the releases that it has stamped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkage.release import journal
from linkage.release.history import clock_in_words
from linkage.release.layout import Layout
from tests.tables import Row, rows

CASES = rows("""
    finished, in order of number | now | told of
    -----------------------------+-----+--------
                                 | 5   | none
    3                            | 5   | none
    3                            | 3   | none
    3                            | 2   | 0001
    3 9 2                        | 5   | 0002
    3 9 2                        | 2   | 0002
    9 9                          | 5   | 0002
    3 ?                          | 5   | none
""")


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['finished, in order of number']} {case['now']}"
)
def test_the_release_that_was_finished_last_is_told(case: Row, tmp_path: Path) -> None:
    """Days of one month; ?: an earlier version did not write down when."""
    layout = Layout(tmp_path)
    layout.journal.parent.mkdir(parents=True)
    days = str(case["finished, in order of number"] or "").split()
    for number, day in enumerate(days, start=1):
        at = {} if day == "?" else {"at": datetime(2026, 4, int(day), tzinfo=UTC).isoformat()}
        journal.append(layout.journal, journal.PUBLISHED, f"{number:04}", **at)

    told = clock_in_words(layout, datetime(2026, 4, int(str(case["now"])), tzinfo=UTC))

    if case["told of"] in {None, "none"}:
        assert told is None
    else:
        assert told is not None
        assert f"before release {case['told of']} was finished" in told
        assert "set it, unless it was ahead when that release was made" in told
