"""A data frame of some columns: in the order asked for, as small as in the whole table, and a wrong name is said."""

from pathlib import Path

import pytest

import linkage
from linkage.errors import ConfigError

KEPT = ["modality", "event_id", "days_request_to_test"]


def test_columns_are_those_of_the_whole_table(two_months: Path) -> None:
    """Values, types and order of rows; and of a query too."""
    with linkage.open_release(two_months) as release:
        whole = release.frame("events")
        some = release.frame("events", columns=KEPT)
        asked = release.frame("select * from events where modality is not null", columns=KEPT[:2])

    assert list(some.columns) == KEPT
    assert some.dtypes.to_dict() == whole[KEPT].dtypes.to_dict()
    assert some.sort_values("event_id").event_id.tolist() == sorted(whole.event_id.tolist())
    assert list(asked.columns) == KEPT[:2]


@pytest.mark.parametrize(
    ("columns", "hint"),
    [(["event_id", "modalitty"], "did you mean modality"), ([], "it has event_id"), ("modality", "a list")],
    ids=["unknown", "none", "a text"],
)
def test_what_is_no_column_is_said(two_months: Path, columns: list[str], hint: str) -> None:
    """With the nearest name, or all there are."""
    with linkage.open_release(two_months) as release, pytest.raises(ConfigError, match=hint):
        release.frame("events", columns=columns)
