"""Kinds of imaging by setting, beside plain Python."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.tables.modality_by_setting import modality_by_setting_sql

MONTHS = ("2026-03", "2026-04")
Event = tuple[str, str, str, str, bool]
"""Month, setting, kind, patient, and whether it repeats an examination."""

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(MONTHS),
        st.sampled_from(["admitted", "unlinked"]),
        st.sampled_from(["CT", "MRI", "X-ray"]),
        st.sampled_from("ABCD"),
        st.booleans(),
    ),
    max_size=12,
)


def counted(events: list[Event]) -> set[tuple[object, ...]]:
    """Examinations of each kind and of its setting, its patients, and those with another kind there."""
    first = [event for event in events if not event[4]]
    found: set[tuple[object, ...]] = set()
    for month, setting, kind in {event[:3] for event in first}:
        there = [event for event in first if event[:2] == (month, setting)]
        own = [event for event in there if event[2] == kind]
        others = [event for event in there if event[2] != kind]
        people, beside = (len({event[3] for event in of}) for of in (own, others))
        head = (month, setting, kind)
        found |= {
            (*head, "examinations", len(own), len(there), float(len(own)), people, beside),
            (*head, "share_of_setting", len(own), len(there), len(own) / len(there), people, beside),
            (*head, "patients", people, None, float(people), people, beside),
        }
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(events=EVENTS)
def test_as_plain_python_counts_them(events: list[Event], engine: DuckDBEngine) -> None:
    """Of any events."""
    columns = ("period", "care_setting", "modality", "subject", "is_repeat")
    kinds = dict.fromkeys(columns, "text") | {"is_repeat": "boolean"}
    engine.load("outcome", kinds, events)

    rows = engine.rows(f"""
        select period, breakdown, category, measure, numerator, denominator, value, numerator_people,
            complement_people
        from ({modality_by_setting_sql()})""")

    assert set(rows) == counted(events)
    assert len(rows) == len(set(rows))
