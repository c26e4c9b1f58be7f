"""A data frame of some columns: in the order asked for, as small as in the whole table, and a wrong name is said."""

from collections.abc import Callable, Iterable
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

    assert len(whole) > 1
    assert list(some.columns) == KEPT
    assert some.dtypes.to_dict() == whole[KEPT].dtypes.to_dict()
    assert some.equals(whole[KEPT])
    assert list(asked.columns) == KEPT[:2]


@pytest.mark.parametrize("made", [iter, tuple, dict.fromkeys], ids=["iterator", "tuple", "keys"])
def test_whatever_gives_names_will_do(two_months: Path, made: Callable[[list[str]], Iterable[str]]) -> None:
    """What can be walked once alone, too."""
    with linkage.open_release(two_months) as release:
        assert list(release.frame("events", columns=made(KEPT)).columns) == KEPT


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("select count(*) from events", "count_star()"),
        ('select count(*) as "test kind" from events', "test kind"),
        ('select count(*) as "a ""test""" from events', 'a "test"'),
    ],
    ids=["a function", "a blank", "quotes"],
)
def test_a_query_may_name_its_columns_as_it_likes(two_months: Path, query: str, name: str) -> None:
    """Whatever `frame(query)` gives can be asked for by its name."""
    with linkage.open_release(two_months) as release:
        whole = release.frame(query)
        some = release.frame(query, columns=[name])

    assert list(whole.columns) == [name]
    assert some.equals(whole)


@pytest.mark.parametrize(
    ("columns", "hint"),
    [
        (["event_id", "modalitty"], "did you mean modality"),
        ([], "it has event_id"),
        ("modality", "list of names"),
        ("event_id", "list of names"),
        ([1], "each of them text"),
        (["event_id", None], "each of them text"),
        (1, "list of names"),
        (["event_id", "modality", "event_id"], "event_id more than once"),
    ],
    ids=["unknown", "none", "a text", "another", "a number", "nothing", "no list", "twice"],
)
def test_what_is_no_column_is_said(two_months: Path, columns: Iterable[str], hint: str) -> None:
    """With the nearest name, or all there are."""
    with linkage.open_release(two_months) as release, pytest.raises(ConfigError, match=hint):
        release.frame("events", columns=columns)


@pytest.mark.parametrize(
    "query", ["select 1 as a, 2 as a", 'select 1 as a, 2 as "A"'], ids=["same", "letters"]
)
def test_a_name_that_columns_share_is_refused(two_months: Path, query: str) -> None:
    """Which of the two would be anybody's guess; a column beside them can be asked for."""
    with linkage.open_release(two_months) as release:
        with pytest.raises(ConfigError, match="several columns of the query are named a"):
            release.frame(query, columns=["a"])
        assert release.frame(f"{query}, 3 as b", columns=["b"]).b.tolist() == [3]
