"""Whom ranks proposed, and by which values events were linked: those of the month that is sampled."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from linkage.commands.review.opened import OpenedFiles
from linkage.commands.review.searched import proposed_sql, refuse_other_files
from linkage.engine.connection import Session
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.release import journal
from linkage.release.layout import Layout

MONTH = "2019-11"
VALUES = {"event_id": "text", "identity_key": "integer"}


def wrote(engine: DuckDBEngine, path: Path, query: str) -> None:
    """The rows of a query as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine.write_parquet(query, path)


@pytest.fixture
def files(tmp_path: Path) -> OpenedFiles:
    """Release 0002 linked October, and November beside it; 0003 carries both."""
    engine, layout = (
        DuckDBEngine(Session(folders=(tmp_path.resolve(),), threads=1)),
        Layout(tmp_path.resolve()),
    )
    links = layout.release("0003") / "links" / f"test_month={MONTH}" / "part-0.parquet"
    wrote(engine, links, "select 'e1' as event_id, '0002' as release")
    secure = layout.secure_release("0002")
    for folder, event in ((secure, "october"), (secure / f"test_month={MONTH}", "e1")):
        wrote(engine, folder / "candidates.parquet", f"select '{event}' as event_id, 'P' as person_id")
    kept = layout.kept_month("0003", MONTH) / "event.parquet"
    wrote(engine, kept, "select unnest(['e1', 'e2']) as event_id, unnest([1, 2]) as identity_key")
    engine.load("review_drawn", {"event_id": "text"}, [("e1",), ("e2",)])
    return cast(
        "OpenedFiles",
        SimpleNamespace(
            engine=engine,
            layout=layout,
            manifest=SimpleNamespace(release="0003"),
            month_files=lambda _: [links],
        ),
    )


def test_candidates_of_a_month_linked_beside_another_are_its_own(files: OpenedFiles) -> None:
    query, why_not = proposed_sql(files, MONTH)

    assert why_not is None
    assert files.engine.rows(str(query)) == [("e1", "P")]


def test_candidates_that_are_gone_are_told_of(files: OpenedFiles) -> None:
    """Not here; and gone with their release."""
    secure = files.layout.secure_release("0002")
    for path in secure.rglob("*.parquet"):
        path.unlink()
    assert "not here" in str(proposed_sql(files, MONTH)[1])

    journal.append(files.layout.journal, journal.REMOVING, "0002", at="2019-12-01T00:00:00Z", why="old")
    assert proposed_sql(files, MONTH)[0] is None
    assert "`linkage gc` removed" in str(proposed_sql(files, MONTH)[1])


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ([("e1", 1), ("e2", 2)], None),
        ([("e1", 1), ("e2", 9)], "^1 events of the sample have other identifiers"),
        ([("e1", 1)], "^1 events of the sample are in none"),
        ([("e1", 9)], "in none of the job's files and 1 events of the sample have other"),
    ],
)
def test_events_that_are_others_now_are_not_shown(
    files: OpenedFiles, now: list[tuple[str, int]], told: str | None
) -> None:
    """A row corrected since it was linked would be judged against a link of its old values."""
    files.engine.load("review_event", VALUES, now)
    if told is None:
        refuse_other_files(files, MONTH)
        return
    with pytest.raises(InputError, match=told):
        refuse_other_files(files, MONTH)
