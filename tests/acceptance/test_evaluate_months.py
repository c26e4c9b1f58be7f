"""A release of three months held against a truth: whom rank P thought best stands with the run that made each month."""

from pathlib import Path

import pytest

from linkage.commands.evaluate.scored_events import candidate_sql, month_candidates, scored_sql
from linkage.engine.connection import Session
from linkage.engine.duckdb import DuckDBEngine
from linkage.release import journal
from linkage.release.layout import Layout

LINK = dict.fromkeys(("test_month", "release", "event_id", "person_id"), "text") | {
    "match_probability": "double"
}
LINKS = [
    ("2019-09", "0001", "linked in September", "P1", 0.99),
    ("2019-09", "0001", "review in September", None, 0.7),
    ("2019-10", "0002", "review in October", None, 0.6),
    ("2019-10", "0002", "moved", None, 0.4),
    ("2019-11", "0002", "review in November", None, 0.5),
    ("2019-11", "0002", "two alike", None, 0.4),
]
"""Release 0002 linked November, and October beside it."""
FILES: dict[str, list[tuple[str, str, float | None]]] = {
    "0001": [
        ("review in September", "P2", 3.0),
        ("review in September", "P9", 1.0),
        ("moved", "P8", 9.0),
    ],
    "0002": [
        ("review in November", "P4", 2.0),
        ("two alike", "P5", 2.0),
        ("two alike", "P6", 2.0),
        ("moved", "P7", 8.0),
    ],
    "0002/test_month=2019-10": [
        ("review in October", "P3", 5.0),
        ("moved", "P3", 1.0),
        ("ranks alone", "P3", None),
    ],
}
"""Folder below secure/: event, person, weight. In two runs the event `moved` was of another month than it is now."""
BEST = {
    "linked in September": "P1",
    "review in September": "P2",
    "review in October": "P3",
    "moved": "P3",
    "review in November": "P4",
}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path.resolve())


@pytest.fixture
def engine(layout: Layout) -> DuckDBEngine:
    """The links and events of the release, and the candidates of the runs."""
    engine = DuckDBEngine(Session(folders=(layout.output,), threads=1))
    candidate = {"event_id": "text", "person_id": "text", "match_weight": "double"}
    for place, (folder, rows) in enumerate(FILES.items()):
        file = layout.secure / folder / "candidates.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        engine.load("weighed", candidate, rows)
        # Earlier versions had other columns, in another order.
        engine.write_parquet(
            f"select {place} as told, * from weighed" if place else "select * from weighed", file
        )
    engine.load("released_links", LINK, LINKS)
    engine.create(
        "released_events", "select event_id, cast(null as string) as nhs_number_state from released_links"
    )
    return engine


def best(engine: DuckDBEngine, layout: Layout) -> tuple[dict[str, str], list[str]]:
    """Whose each event is thought to be, and what was warned of."""
    told: list[str] = []
    candidates = candidate_sql(engine, [*month_candidates(engine, layout, told.append)])
    engine.create("scored", scored_sql(candidates))
    return {str(event): str(person) for event, person, *_ in engine.rows("select * from scored")}, told


def test_each_month_is_judged_on_the_candidates_of_its_own_run(engine: DuckDBEngine, layout: Layout) -> None:
    """Two alike have no best person, and no other month of an event speaks for it."""
    assert best(engine, layout) == (BEST, [])


def test_months_whose_candidates_are_gone_are_told(engine: DuckDBEngine, layout: Layout) -> None:
    """Links of theirs are judged; the others are not, and not in silence."""
    layout.journal.parent.mkdir()
    journal.append(layout.journal, journal.REMOVING, "0001", at="2019-12-01T00:00:00Z", why="old")

    found, told = best(engine, layout)

    assert found == {event: person for event, person in BEST.items() if event != "review in September"}
    assert len(told) == 1
    assert told[0].startswith("events of 2019-09 that are not linked are left out of calibration: ")
    assert "--restate" in told[0]


def test_a_release_without_any_candidates_has_its_links(engine: DuckDBEngine, layout: Layout) -> None:
    for file in layout.secure.rglob("*.parquet"):
        file.unlink()

    found, told = best(engine, layout)

    assert found == {"linked in September": "P1"}
    assert [line.split()[2] for line in told] == ["2019-09", "2019-10", "2019-11"]
