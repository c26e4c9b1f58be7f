"""Patients counted once for all numbers of a table: by hand, and beside distinct patients counted in Python."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.patient_tally import patient_tally_sql, tallied_rate_sql

Event = tuple[str, str | None, str, bool]
"""Patient, provider, setting, and whether it is linked."""
BY = ("provider", "setting")


@pytest.fixture(scope="module")
def engine() -> DuckDBEngine:
    """One for all."""
    return DuckDBEngine()


def told(engine: DuckDBEngine, events: Sequence[Event]) -> dict[tuple[str, str], tuple[object, ...]]:
    """The rate of linked events by breakdown and category: numerator, denominator, people on either side."""
    columns = {"subject": "text", "provider": "text", "setting": "text", "is_linked": "boolean"}
    engine.load("happened", {"period": "text", **columns}, [("2026-04", *event) for event in events])
    engine.create("tally", patient_tally_sql("happened", BY, {"linked": "is_linked"}))
    rows = engine.rows(f"""
        select breakdown, category, numerator, denominator, numerator_people, complement_people, value
        from ({tallied_rate_sql("tally", "rates", "rate", "linked")}) as rates""")
    return {(str(breakdown), str(category)): tuple(numbers) for breakdown, category, *numbers in rows}


def counted(events: Sequence[Event]) -> dict[tuple[str, str], tuple[object, ...]]:
    """The same in Python: sets of patients."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for place, breakdown in enumerate(BY, start=1):
        for category in {str(event[place]) for event in events if event[place] is not None}:
            own = [event for event in events if event[place] == category]
            linked = [event for event in own if event[3]]
            sides = ({event[0] for event in own if event[3] is side} for side in (True, False))
            found[breakdown, category] = (
                *(len(linked), len(own)),
                *map(len, sides),
                len(linked) / len(own),
            )
    return found


def test_a_patient_counts_once_on_each_side(engine: DuckDBEngine) -> None:
    """A has a linked event and another at RZ1, where B has two linked ones; whose provider nobody knows is of none."""
    events = [
        ("A", "RZ1", "01", True),
        ("A", "RZ1", "03", False),
        ("B", "RZ1", "01", True),
        ("B", "RZ1", "01", True),
        ("C", None, "03", False),
    ]

    assert told(engine, events) == {
        ("provider", "RZ1"): (3, 4, 2, 1, 0.75),
        ("setting", "01"): (3, 3, 2, 0, 1.0),
        ("setting", "03"): (0, 2, 0, 2, 0.0),
    }


@settings(deadline=None, max_examples=60)
@given(
    events=st.lists(
        st.tuples(
            st.sampled_from("ABCD"),
            st.sampled_from(("RZ1", "RZ2", None)),
            st.sampled_from(("01", "03")),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_its_people_are_those_of_sets(engine: DuckDBEngine, events: list[Event]) -> None:
    """Of any events."""
    assert told(engine, events) == counted(events)
