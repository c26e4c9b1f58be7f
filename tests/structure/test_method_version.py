"""A version of the method is raised when the SQL of a published table changes, or the change is declared neutral."""

from dataclasses import replace

import pytest

from linkage.commands.plan.sql_listing import Listing
from linkage.method_version import METHOD_VERSION
from tests.structure import method_digests
from tests.structure.golden_sql import DIALECTS, run_listings
from tests.structure.method_digests import (
    PUBLISHED,
    Accepted,
    accepted,
    declared,
    digests,
    of_published,
    unknown,
)


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    """What a run of the default profile makes, draws too."""
    return run_listings("hes_did, link_draws", DIALECTS[0])


def test_every_published_table_is_made_as_was_accepted() -> None:
    """Else raise the version, or say why no row is another: see tests/structure/method_digests.py."""
    known = accepted()

    assert known["method_version"] == METHOD_VERSION, "python -m tests.structure.method_digests"
    assert unknown(digests(), known) == {}, "raise METHOD_VERSION, or declare the change neutral"
    assert all(len(change["why"].split()) >= 4 for change in known["neutral"]), "a sentence each"


@pytest.mark.parametrize(
    ("changed", "others", "untouched"),
    [
        ("cips", {"cips"}, {"links", "spells"}),
        ("statistics", {"statistics"}, {"links", "spells", "cips"}),
        ("pathways", {"pathways", "statistics"}, {"links", "spells", "cips"}),
        ("links", set(PUBLISHED) - {"rules"}, {"rules"}),
        ("event_value", set(PUBLISHED) - {"rules"}, {"rules"}),
    ],
)
def test_a_change_shows_wherever_it_reaches(
    listings: list[Listing], changed: str, others: set[str], untouched: set[str]
) -> None:
    """In the table itself, and in every published one that rests on it: spells are of people who are linked."""
    before = of_published(listings)
    after = of_published(
        [replace(one, sql=f"{one.sql} -- x") if one.tables == (changed,) else one for one in listings]
    )

    reached = {table for table in before if before[table] != after[table]}
    assert reached >= others
    assert not reached & untouched


def test_what_a_change_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence, or another version; and a sentence is for that change alone."""
    known: Accepted = {
        "method_version": METHOD_VERSION,
        "digests": {"a": {"links": "1", "cips": "2"}},
        "neutral": [],
    }
    now = {"a": {"links": "9", "cips": "2"}}
    assert unknown(now, known) == {"a": ["links"]}
    for why in (None, " "):
        with pytest.raises(ValueError, match="raise METHOD_VERSION"):
            declared(now, known, why)

    neutral = declared(now, known, "a column was renamed inside")
    assert unknown(now, neutral) == {}
    assert unknown({"a": {"links": "8", "cips": "2"}}, neutral) == {"a": ["links"]}
    assert declared(now, neutral, None) == neutral

    monkeypatch.setattr(method_digests, "METHOD_VERSION", METHOD_VERSION + 1)
    raised = declared(now, neutral, None)
    assert raised == {"method_version": METHOD_VERSION + 1, "digests": now, "neutral": []}
