"""Releases taken away: whole or gone, whatever fails; what they shared stays known; nothing else is touched."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

import linkage
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError, InputError, IntegrityError, LinkageError
from linkage.release import disk, history, journal
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.record.lineage import held_against
from linkage.release.recover import clear_work
from linkage.release.removal.remove import remove, tidy
from linkage.release.rollback import roll_back
from linkage.release.sizes import release_size, removed_size
from linkage.release.verify import verify
from tests.release.faults import Died, Faults
from tests.release.tree import tree
from tests.release.world import NOON, run

WHY = "nobody needs it"


@pytest.fixture
def three(layout: Layout, april: DuckDBEngine, may: DuckDBEngine) -> Layout:
    """Releases 0001 of April, 0002 and 0003 of May beside it."""
    run(layout, april, "2026-04")
    run(layout, may, "2026-05")
    run(layout, may, "2026-05", inputs="b")
    return layout


def gc(layout: Layout, *numbers: str) -> None:
    """What `linkage gc` does inside its lock."""
    with hold(layout):
        clear_work(layout)
        tidy(layout, at=NOON)
        for number in numbers:
            remove(layout, number, why=WHY, at=NOON)


def folders(layout: Layout, number: str) -> list[Path]:
    """The three folders of a release."""
    return [layout.release(number), layout.secure_release(number), layout.kept_release(number)]


def test_what_goes_and_what_stays(three: Layout) -> None:
    """The folders go, the numbers stay, and the others are as they were, hard links and modes too."""
    before = {number: [tree(folder) for folder in folders(three, number)] for number in ("0002", "0003")}
    was = tree(three.release("0001"))
    expected = removed_size(three, ["0001"])
    assert 0 < expected.own < expected.whole < release_size(three, "0001").whole

    gc(three, "0001")

    assert not any(folder.exists() for folder in folders(three, "0001"))
    left = tree(three.shared / "0001")
    assert {path for path, (_, digest) in left.items() if digest != "folder"} == {
        "manifest.json",
        "statistics/statistics.csv",
        "statistics/statistics.parquet",
    }
    assert all(left[path][1] == was[path][1] for path in left)
    assert {n: [tree(folder) for folder in folders(three, n)] for n in before} == before
    assert verify(three) == verify(three, "0001") == verify(three, "0002") == []
    assert three.published() == ("0002", "0003")
    assert three.remembered() == ("0001", "0002", "0003")
    assert three.next_number() == "0004"
    assert list(three.work.iterdir()) == []


def test_the_receipt(three: Layout) -> None:
    """Names and digests of every file that went, which the journal vouches for; and no identifier."""
    was = {
        path.relative_to(three.output).as_posix()
        for folder in folders(three, "0001")
        for path in folder.rglob("*")
        if path.is_file()
    }

    gc(three, "0001")

    text = three.receipt("0001").read_text("utf-8")
    receipt = json.loads(text)
    assert {file["path"] for file in receipt["files"]} == was
    assert (receipt["release"], receipt["month"], receipt["why"]) == ("0001", "2026-04", WHY)
    assert "H0000" not in text and "2026-04-0000" not in text
    began, gone = journal.entries(three.journal)[-2:]
    assert (began["action"], gone["action"], began["why"]) == ("removing", "removed", WHY)
    assert began["receipt_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert journal.faults(three.journal) == []


def test_whoever_asks_for_it_is_told(three: Layout, april: DuckDBEngine) -> None:
    """That `gc` took it, when, and where its numbers are; a month is held against it all the same."""
    gc(three, "0001")

    with pytest.raises(ConfigError, match=r"release 0001 was removed by `linkage gc` on 2026-07-01: nobody"):
        history.show(three, "0001")
    with pytest.raises(ConfigError, match="removed by"), hold(three):
        roll_back(three, "0001", reason="why", at=NOON)
    past = held_against(three, history.current(three), "2026-04")
    assert past is not None and past.release == "0001"
    assert run(three, april, "2026-04", inputs="c").months == ("2026-04", "2026-05")


def test_whoever_has_it_open_is_told(three: Layout) -> None:
    """Each way of asking says what happened, and what to do; the current release stays as it is, opened before."""
    with linkage.open_release(three.release("0001")) as gone, linkage.open_release(three.output) as current:
        asks: list[Callable[[], object]] = [
            lambda: gone.links,
            lambda: gone.frame("links"),
            lambda: gone.sql("select count(*) from links"),
            lambda: gone.dataset("links"),
            lambda: gone.lazy("links"),
            lambda: gone.dictionary("links"),
            gone.coverage,
        ]
        counted = current.sql("select count(*) from links")
        assert [ask() for ask in asks]
        gc(three, "0001")

        for ask in asks:
            with pytest.raises(
                InputError, match=r"0001 was taken away after it was opened.*releases approve"
            ):
                ask()
        assert counted.fetchall() == [(20,)]
        assert current.lazy("links").collect().height == 20


def test_what_is_left_is_looked_after(three: Layout) -> None:
    """A number that changed, or is gone, is found."""
    gc(three, "0001")
    path = three.shared / "0001" / "statistics" / "statistics.csv"
    path.chmod(0o600)
    path.write_text("other numbers", "utf-8")

    assert [problem.path for problem in verify(three, "0001")] == [
        "state/shared/0001/statistics/statistics.csv"
    ]
    path.unlink()
    assert "is missing" in str(verify(three, "0001")[0])


def test_the_release_that_readers_are_shown_never_goes(three: Layout) -> None:
    """Whatever the number."""
    with pytest.raises(IntegrityError, match="shown to readers"):
        gc(three, "0003")
    assert verify(three) == []


def failing(layout: Layout, faults: Faults) -> None:
    """`gc` of release 0001 on a faulty disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "os", faults.over(os))
        patch.setattr(disk, "shutil", faults.over(shutil))
        with suppress(LinkageError, Died):
            gc(layout, "0001")


@pytest.mark.slow
@pytest.mark.parametrize("dies", [True, False])
def test_a_fault_at_every_change(three: Layout, tmp_path: Path, *, dies: bool) -> None:
    """The Nth change fails, or the process dies at it: the release is whole, or the next `gc` finishes."""
    stays = {number: tree(three.release(number)) for number in ("0002", "0003")}
    whole = tree(three.release("0001"))
    for change in count(1):
        place = tmp_path / f"copy{change}"
        shutil.copytree(three.output, place, symlinks=True)
        copy = Layout(place)
        faults = Faults(change, dies=dies)
        failing(copy, faults)
        there = copy.release("0001")
        begun = "0001" in journal.removals(copy.journal)
        assert not there.exists() or {p: d for p, (_, d) in tree(there).items()} == {
            p: d for p, (_, d) in whole.items()
        }
        assert begun or there.exists(), f"change {change}"
        assert (copy.numbers_of("0001") / "manifest.json").is_file()
        assert copy.current() == "0003"

        gc(copy)

        assert there.exists() is not begun, f"change {change}"
        if begun:
            assert not any(folder.exists() for folder in folders(copy, "0001"))
        else:
            assert not (copy.shared / "0001").exists() and not copy.receipt("0001").exists()
        assert verify(copy) == verify(copy, "0001") == [], f"change {change}"
        assert {number: tree(copy.release(number)) for number in stays} == stays
        assert list(copy.work.iterdir()) == []
        disk.remove(place)
        if not faults.fired:
            break
    assert change > 20
