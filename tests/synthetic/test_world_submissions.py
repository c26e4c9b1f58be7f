"""How events reach the DID files: late, twice, corrected and broken rows, each as often as it says."""

import math
from collections import Counter
from typing import Protocol

import pytest

from synthetic.errors.submissions import BROKEN, CORRECTED, LATE, TWICE


class Sent(Protocol):
    """One line of a DID file, as conftest.py reads it."""

    month: str
    fields: list[str]
    is_usable: bool
    key: tuple[str, str]


@pytest.fixture(scope="module")
def rows(sent: list[Sent]) -> dict[tuple[str, str], list[list[str]]]:
    """The usable rows of each event in the order in which they were sent."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for line in sent:
        if line.is_usable:
            found.setdefault(line.key, []).append(line.fields)
    return found


def is_near(found: int, events: int, rate: float) -> bool:
    """Within four standard deviations of the binomial mean, and one row."""
    return abs(found - events * rate) <= 4 * math.sqrt(events * rate) + 1


def test_broken_rows_stand_beside_good_ones(
    sent: list[Sent], rows: dict[tuple[str, str], list[list[str]]]
) -> None:
    broken = [line.fields for line in sent if not line.is_usable]

    assert broken
    assert is_near(len(broken), len(rows), sum(BROKEN.values()))
    assert all(len(fields) == 19 or not fields[12] or not fields[17] for fields in broken)


def test_events_come_once_twice_or_corrected(rows: dict[tuple[str, str], list[list[str]]]) -> None:
    pairs = [lines for lines in rows.values() if len(lines) == 2]
    corrected = [(first, last) for first, last in pairs if first != last]

    assert set(Counter(len(lines) for lines in rows.values())) == {1, 2}
    assert is_near(len(pairs) - len(corrected), len(rows), TWICE)
    assert is_near(len(corrected), len(rows), CORRECTED * (1 - LATE))
    for first, last in corrected:
        assert first[0] == first[15] == ""
        assert [*first[2:15], *first[16:]] == [*last[2:15], *last[16:]]


def test_late_events_are_in_the_file_of_the_next_month(
    sent: list[Sent], rows: dict[tuple[str, str], list[list[str]]]
) -> None:
    good = [line for line in sent if line.is_usable]
    late = [line for line in good if line.fields[12][:7] < line.month]

    assert all(line.fields[12][:7] <= line.month for line in good)
    assert is_near(len(late), len(rows), LATE + CORRECTED)
    assert {line.month for line in sent} == {"2019-10", "2019-11", "2019-12"}
