"""In two hospitals: which beds count beside one that is known to be another's, each condition by itself."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.tables import rows

EVENT = {"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10", "source_setting": "01"}
ELSEWHERE: Row = {
    "episode": "E1", "person": "H1", "provider": "RXB", "spell": "S1", "admitted": "2026-04-01",
    "start": "2026-04-01", "end": "2026-04-30", "discharged": "2026-04-30",
}  # fmt: skip
"""In bed at RXB the whole month."""

BESIDE = """
    provider | start      | end        | status | sign | why
    ---------+------------+------------+--------+------+-----------------------------------------
    RXA      | 2026-04-10 | 2026-04-20 | 3      |      | it begins here that day
    RXA      | 2026-04-11 | 2026-04-20 | 3      | yes  | the day after
    RXA      | 2026-04-02 | 2026-04-10 | 3      |      | it ends here that day
    RXA      | 2026-04-02 | 2026-04-09 | 3      | yes  | the day before
    RXA      | 2026-04-02 |            | 1      |      | unfinished here, so it covers every day
             | 2026-04-02 | 2026-04-20 | 3      |      | nobody knows where: it may be here
             | 2026-04-02 | 2026-04-09 | 3      | yes  | nor is it that day
    RXC      | 2026-04-02 | 2026-04-20 | 3      | yes  | a second bed elsewhere
"""


def signs(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """Whether the event shows the sign; one row, however many beds there are."""
    return engine.rows("select in_two_hospitals from events")


@pytest.mark.parametrize("beside", rows(BESIDE), ids=lambda row: row["why"])
def test_another_bed_beside_the_one_elsewhere(engine: DuckDBEngine, beside: Row) -> None:
    """One that covers the day here, or may be here, explains the test."""
    given = {name: beside[name] for name in ("provider", "start", "end", "status")}
    stay = {**given, "episode": "E2", "person": "H1", "spell": "S2", "admitted": beside["start"]}
    place_events(engine, events=[EVENT], episodes=[ELSEWHERE, {**stay, "discharged": beside["end"]}])

    assert signs(engine) == [(beside["sign"] == "yes",)]


def test_a_bed_whose_end_is_taken_from_the_next_admission_is_none_elsewhere(engine: DuckDBEngine) -> None:
    """Unfinished, and unconfirmed up to the day before: nobody sent that the patient was in until then."""
    unfinished: Row = {**ELSEWHERE, "end": None, "discharged": None, "status": "1"}
    later: Row = {
        **ELSEWHERE, "episode": "E2", "spell": "S2", "admitted": "2026-04-20", "start": "2026-04-20",
    }  # fmt: skip
    place_events(engine, events=[EVENT], episodes=[unfinished, later])

    found = engine.rows(
        "select discharge_date_rule, discharge_date from spells order by admission_date limit 1"
    )
    assert [tuple(map(str, row)) for row in found] == [("day_before_next_admission", "2026-04-19")]
    assert signs(engine) == [(False,)]
