"""Where year, month and day stand in a spelling that a layout names."""

import pytest

from linkage.layouts.spelt.date_spelling import is_month_first
from linkage.layouts.spelt.spelling import is_spelling


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("DD/MM/YYYY", True),
        ("YYYYMMDD", True),
        ("DD/MM/YY", False),
        ("DD/MM/YYYY HH", False),
        ("MM/YYYY", False),
    ],
)
def test_what_a_spelling_is(text: str, is_one: bool) -> None:
    """Year, month and day, each once."""
    assert is_spelling(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("MM/DD/YYYY", True),
        ("MM-DD-YYYY", True),
        ("MMDDYYYY", True),
        ("DD/MM/YYYY", False),
        ("YYYY/MM/DD", False),
    ],
)
def test_which_of_day_and_month_is_first(text: str, is_so: bool) -> None:
    """Of a spelling with its year last."""
    assert is_month_first(text) is is_so
