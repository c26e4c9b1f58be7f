"""Whoever opts out leaves a carried month as one that is linked again, whatever reviewers decided on their events."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage import tables
from linkage.decisions.rows import KEPT, kept_decisions_sql
from linkage.engine.connection import Session
from linkage.engine.duckdb import DuckDBEngine
from linkage.release.content.published import Options
from linkage.strike.decided import decided_people_sql, kept_decided_sql, struck_decided_sql
from linkage.strike.find import struck_event_sql
from linkage.words.value_id import PAD_COLUMNS
from tests.decisions.decided import decision, month_with
from tests.decisions.test_bearing import drawn_decisions
from tests.tables import rows

MONTH = "2019-10"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """One database for all, which may read and write where tests do."""
    made = DuckDBEngine(Session(folders=(tmp_path_factory.getbasetemp().resolve(),), threads=1))
    yield made
    made.close()


SITUATIONS = """
    found    | decisions              | opts out | leave
    ---------+------------------------+----------+------
    P1       | A match P2             | P1       | e1 e2
    P1       | A match P2             | P2       | e1
    P1       | A none                 | P1       | e1 e2
    P1       | A none*                | P1       | e1 e2
    P1       | A match P2; B match P3 | P3       | e1
    P1       | A match P2@            | P2       |
    unlinked | A match P2*            | P2       | e1 e2
    unlinked | A none P2              | P2       |
"""
"""e1 and e2 have one identity; * reaches both, @ is of another identity."""


CASES = rows(SITUATIONS)
QUICK = (0, 5)


@pytest.mark.parametrize(
    "drawn",
    [pytest.param(one, marks=() if n in QUICK else pytest.mark.slow) for n, one in enumerate(CASES)],
    ids=[f"{one['decisions']}, {one['opts out']}" for one in CASES],
)
def test_a_strike_takes_what_a_restatement_leaves_out(
    engine: DuckDBEngine, tmp_path: Path, drawn: dict[str, str | None]
) -> None:
    """One line a situation: the events that leave, in the month as it is carried and as it is linked again."""
    person = drawn["found"] if drawn["found"] != "unlinked" else None
    events = [(event, "1", "linked" if person else "unlinked", person) for event in ("e1", "e2")]
    decisions, gone = drawn_decisions(str(drawn["decisions"])), str(drawn["opts out"])
    month_with(engine, events, decisions)
    folder = tmp_path / f"test_month={MONTH}"
    folder.mkdir()
    engine.write_parquet(kept_decisions_sql(), folder / KEPT)
    engine.create("published", f"select '{MONTH}' as test_month, event_id, person_id from links")

    month_with(engine, events, decisions, [gone])
    engine.load("struck_person", tables.contract("struck_person").types, [(gone, "digest")])
    for name in ("event_change", "own_listed_event"):
        columns = dict.fromkeys(("event_id", "test_month", "what", "digest"), "text")
        engine.load(name, columns, [])
    struck = struck_event_sql(
        "select * from published", struck_decided_sql(decided_people_sql(engine, [folder]))
    )

    leave = str(drawn["leave"] or "").split()
    assert [event for (event,) in engine.rows("select event_id from opted_out_event order by 1")] == leave
    assert engine.rows(f"select event_id, listed_as, what from ({struck}) as found order by 1") == [
        (event, "digest", "opted_out") for event in leave
    ]


def test_people_are_kept_as_the_release_has_them(engine: DuckDBEngine, tmp_path: Path) -> None:
    """No key of HES where releases have pseudonyms; a month kept without its people tells none."""
    month_with(engine, [("e1", "1", "linked", "P1")], [decision(person="P2")])
    pads = (b"\x01" * 64, b"\x02" * 64)
    engine.load("decided_pad", PAD_COLUMNS, [pads])
    kept = engine.rows(
        f"select * from ({kept_decided_sql(engine.dialect, Options(person_pads=pads))}) as kept"
    )
    engine.write_parquet("select 'e1' as event_id, 'd' as decision_id", tmp_path / KEPT)

    assert len({*kept[0][-2:]}) == 2
    assert not {"P1", "P2", None} & {*kept[0][-2:]}
    assert decided_people_sql(engine, [tmp_path, tmp_path / "none"]) is None
