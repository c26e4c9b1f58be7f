"""An id that two people come to, one on each side of an index that is taken over in part."""

import pytest

from linkage.editions.merged_people import of_two_people_sql
from linkage.engine.base import Engine

COLUMNS = {"identity_id": "integer", "person_id": "text"}
KNOWN = [(11, "P1"), (12, "P1"), (21, "P2")]

#        rows made anew             ids that are of two people
CASES = {
    "the same rows": (KNOWN, 0),
    "another id of one person": ([(13, "P1")], 0),
    "the id of somebody else": ([(11, "P3"), (31, "P3")], 1),
    "none": ([], 0),
}


@pytest.mark.parametrize("case", CASES)
def test_ids_of_two_people(database: Engine, case: str) -> None:
    """A row of the same person that has it is the one whose place is taken."""
    fresh, expected = CASES[case]
    database.load("known_identity", COLUMNS, KNOWN)
    database.load("identity_anew", COLUMNS, fresh)

    assert database.count(of_two_people_sql("known_identity", "identity_anew", "identity_id")) == expected
