"""What a month has gained since its first publication, counted from release to release."""

import pytest

from linkage.commands.months.gains import with_gains
from linkage.release.record.context import MonthContext
from linkage.release.record.delivery import LinkChanges
from tests.tables import Row, rows

MONTH = "2019-10"

CASES = rows("""
    case                                     | before | gained now | since first
    -----------------------------------------+--------+------------+------------
    first publication                        |        |            | 0
    made again for the first time            | 0      | 3          | 3
    made again and again                     | 3      | 4          | 7
    looked at, and left as it is             | 7      |            | 7
    an earlier version published it          |        | 4          | none
    an earlier version, and made again since | none   | 4          | none
""")


def context(gained: object) -> MonthContext:
    """The context of a month that has gained so many links."""
    return MonthContext(
        release="0001",
        index="",
        people=1,
        crowded_postcodes=0,
        links_gained=None if gained in {None, "none"} else int(str(gained)),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_gains_add_up(case: Row) -> None:
    """None where nobody counted from the first publication on."""
    before = {MONTH: context(case["before"])} if case["before"] else {}
    links = {MONTH: LinkChanges(gained=int(str(case["gained now"])))} if case["gained now"] else {}
    found = with_gains({MONTH: context(None)}, before, links)[MONTH].links_gained

    assert found == (None if case["since first"] == "none" else int(str(case["since first"])))
