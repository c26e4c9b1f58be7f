"""When it is told that the clock is behind the releases that it has stamped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.clock import clock_in_words, say_ahead
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


def of_april(day: str) -> datetime:
    """Midnight of a day of one month."""
    return datetime(2026, 4, int(day), tzinfo=UTC)


def finished(folder: Path, days: str) -> Layout:
    """A folder with the journal of releases that were finished on these days, in order of their numbers."""
    layout = Layout(folder)
    layout.journal.parent.mkdir(parents=True, exist_ok=True)
    for number, day in enumerate(days.split(), start=1):
        at = {} if day == "?" else {"at": of_april(day).isoformat()}
        journal.append(layout.journal, journal.PUBLISHED, f"{number:04}", **at)
    return layout


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['finished, in order of number']} {case['now']}"
)
def test_the_release_that_was_finished_last_is_told(case: Row, tmp_path: Path) -> None:
    """Days of one month; ?: an earlier version did not write down when."""
    layout = finished(tmp_path, str(case["finished, in order of number"] or ""))

    told = clock_in_words(layout, of_april(str(case["now"])))

    if case["told of"] in {None, "none"}:
        assert told is None
    else:
        assert told is not None
        assert f"before release {case['told of']} was finished" in told
        assert "set it." in told and "linkage releases clock-ahead JOB" in told


SAID = rows("""
    finished | said on | written down of | now | told of
    ---------+---------+-----------------+-----+--------
    3 9 2    | 5       | 0002            | 5   | none
    3 9 2    | 5       | 0002            | 2   | 0001
    7 9 2    | 5       | 0001 0002       | 5   | none
    3 2      | 5       | refused         | 5   | none
    3 2      | 5       | refused         | 2   | 0001
    ?        | 5       | refused         | 5   | none
""")


@pytest.mark.parametrize("case", SAID, ids=lambda case: f"{case['finished']} {case['said on']} {case['now']}")
def test_a_clock_that_was_ahead_is_told_until_somebody_says_so(case: Row, tmp_path: Path) -> None:
    """Of the releases that are then in the future, and of no other: a clock that is set back later is told."""
    layout = finished(tmp_path, str(case["finished"]))
    said = of_april(str(case["said on"]))

    if case["written down of"] == "refused":
        with pytest.raises(ConfigError, match="there is nothing to say"):
            say_ahead(layout, reason="a year ahead", now=said)
    else:
        assert " ".join(say_ahead(layout, reason="a year ahead", now=said)) == case["written down of"]
        with pytest.raises(ConfigError, match="written down already"):
            say_ahead(layout, reason="a year ahead", now=said)

    told = clock_in_words(layout, of_april(str(case["now"])))
    assert (told is None) == (case["told of"] == "none")
    assert told is None or f"before release {case['told of']} was finished" in told


def test_a_later_release_of_the_same_clock_is_told_again(tmp_path: Path) -> None:
    """Whoever said it meant the releases of then."""
    layout = finished(tmp_path, "9")
    say_ahead(layout, reason="a year ahead", now=of_april("5"))
    journal.append(layout.journal, journal.PUBLISHED, "0002", at=of_april("8").isoformat())

    told = clock_in_words(layout, of_april("6"))
    assert told is not None and "before release 0002 was finished" in told
