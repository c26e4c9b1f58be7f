"""Which releases stay, drawn: the current, the last, the signed off, and of each month the last that was shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.release.removal.policy import Known, kept_why
from tests.tables import rows

CASES = rows("""
    keep | current | signed off | shared                     | releases          | stay
    -----+---------+------------+----------------------------+-------------------+---------------
    1    | 1       |            |                            | 1                 | 1
    2    | 4       |            |                            | 1 2 3 4           | 3 4
    1    | 2       |            |                            | 1 2 3 4           | 2 4
    1    | 4       | 1          |                            | 1 2 3 4           | 1 4
    9    | 4       |            |                            | 1 2 3 4           | 1 2 3 4
    1    | 4       |            | 1:2019-10 2:2019-10        | 1 2 3 4           | 2 4
    1    | 4       |            | 1:2019-10 2:2019-11        | 1 2 3 4           | 1 2 4
    1    | 4       |            | 1:2019-10 2:2019-10        | 1 3 4             | 1 4
    2    | 10      |            |                            | 2 8 9 10          | 9 10
""")


@pytest.mark.parametrize("case", CASES)
def test_who_stays(case: dict[str, object]) -> None:
    """Numbers are counted as numbers; a release that is not there keeps nothing."""
    shared = [one.split(":") for one in str(case["shared"] or "").split()]
    known = [
        Known(
            number.rjust(4, "0"),
            is_current=number == case["current"],
            is_approved=number in str(case["signed off"] or "").split(),
            shared_months=tuple(month for one, month in shared if one == number),
        )
        for number in str(case["releases"]).split()
    ]

    stay = kept_why(known, int(str(case["keep"])))

    assert [number.lstrip("0") for number in stay] == str(case["stay"]).split()
    assert all(stay.values())


@given(
    known=st.lists(
        st.builds(
            Known,
            number=st.integers(1, 40).map(lambda n: f"{n:04}"),
            is_current=st.booleans(),
            is_approved=st.booleans(),
            shared_months=st.sampled_from([(), ("2019-10",), ("2019-11",)]),
        ),
        unique_by=lambda one: one.number,
    ),
    keep=st.integers(1, 5),
)
def test_what_may_go_once_may_go_again(known: list[Known], keep: int) -> None:
    """A second gc finds nothing to do, and to keep more never lets more go."""
    stay = kept_why(known, keep)
    left = [one for one in known if one.number in stay]

    assert kept_why(left, keep).keys() == stay.keys()
    assert kept_why(known, keep, also_shared=True).keys() <= stay.keys()
    assert not any(
        "shared" in why for whys in kept_why(known, keep, also_shared=True).values() for why in whys
    )
    assert stay.keys() <= kept_why(known, keep + 1).keys()
    assert {one.number for one in known if one.is_current or one.is_approved} <= stay.keys()
