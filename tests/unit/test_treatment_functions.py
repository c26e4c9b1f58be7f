"""What treatment functions of the years after 2019 mean, in the codes of a release."""

from datetime import date

import pytest

from linkage.release.content.code_lists import code_rows
from tests.tables import Row, rows

LIST = "treatment_specialty"
CASES = rows("""
    code | meaning                       | from
    -----+-------------------------------+-----------
    110  | Trauma and orthopaedics       |
    111  | Orthopaedics                  | 2021-04-01
    145  | Oral and maxillofacial surgery | 2021-04-01
    348  | Post-COVID-19 syndrome        | 2021-04-01
    812  | Diagnostic imaging            |
""")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["code"]))
def test_a_function_of_2021_has_a_meaning_and_its_first_day(case: Row) -> None:
    """Those of May 2019 have no day: nobody told."""
    (found,) = [row for row in code_rows() if row[:2] == (LIST, str(case["code"]))]

    assert found[2] == case["meaning"]
    assert found[4] == (date.fromisoformat(str(case["from"])) if case["from"] else None)


def test_each_function_has_one_row_and_a_source() -> None:
    """By code, whichever list it came from."""
    listed = [row for row in code_rows() if row[0] == LIST]

    assert len({row[1] for row in listed}) == len(listed)
    assert all(row[3].startswith("NHS Data Model and Dictionary") for row in listed)
