"""Which links stay where people are looked for again, and what is said of those that do not."""

import pytest

from linkage.commands.months.tried_again import lost_links
from linkage.release.record.delivery import LinkChanges
from tests.months.test_runs import known_at_last, unknown
from tests.months.world import World, did_rows, found

NUMBER, BORN, POSTCODE = 0, 2, 5


def corrected(world: World) -> None:
    """The row of an October event says nothing any more of whose it is."""
    row = world.did["2019-10"][3]
    row[NUMBER], row[BORN], row[POSTCODE] = "", "1901-01-01", ""


def linked(world: World) -> set[str]:
    """The events of October that have a link."""
    files = world.folder / "out" / "current" / "links" / "test_month=2019-10" / "*.parquet"
    return {str(event) for (event,) in found(f"select event_id from '{files}' where status = 'linked'")}


@pytest.mark.slow
def test_a_corrected_event_is_looked_at_by_its_row_of_now(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """It alone loses its link, which is counted and warned of; the event that had none has one."""
    unknown(world)
    assert world.run("--changed") == 0
    before = linked(world)
    world.did["2019-12"] = did_rows("2019-12")
    known_at_last(world)
    corrected(world)
    world.more = "retry_months = 3\n"
    capsys.readouterr()

    assert world.run("--month", "2019-12") == 0
    assert (len(before - linked(world)), len(linked(world) - before)) == (1, 1)
    assert world.manifest.delivery is not None
    change = world.manifest.delivery.months["2019-10"]
    assert (change.done, change.rows.corrected) == ("tried again", 1)
    assert change.links is not None
    assert (change.links.gained, change.links.lost) == (1, 1)
    assert "2019-10: people were looked for again" in (told := capsys.readouterr().err)
    assert "1 event(s) lost theirs" in told


def test_why_a_link_may_be_lost_is_told_whole() -> None:
    """Rows, people and decisions."""
    (told,) = lost_links("2019-10", LinkChanges(lost=2))

    assert "2 event(s) lost theirs: their row" in told and "their person" in told and "a reviewer" in told


def test_nothing_is_said_where_every_link_stays() -> None:
    """However many are gained."""
    assert list(lost_links("2019-10", LinkChanges(gained=3))) == []
