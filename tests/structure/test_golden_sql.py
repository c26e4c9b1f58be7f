"""The SQL of a run changes only when somebody means it to."""

import json

import pytest

from tests.structure.golden_sql import FILE, Digests, digests


@pytest.fixture(scope="module")
def now() -> Digests:
    """The digests of the tree as it is."""
    return digests()


def test_the_sql_is_what_was_accepted(now: Digests) -> None:
    """Else say why in the change, and accept it: `python -m tests.structure.golden_sql`."""
    accepted: Digests = json.loads(FILE.read_text("utf-8"))

    assert list(now) == list(accepted)
    for run, tables in now.items():
        changed = {
            table
            for table in tables.keys() | accepted[run].keys()
            if tables.get(table) != accepted[run].get(table)
        }
        assert not changed, run
        assert list(tables) == list(accepted[run])


def test_it_is_the_same_whenever_it_is_asked_for(now: Digests) -> None:
    """No clock, no chance, nothing found in the data."""
    assert digests() == now
