"""A release in a store: the second names the files of the first, any machine reads it, and what goes goes alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import IntegrityError, LockedError
from linkage.release import history, journal
from linkage.release.lock import hold
from linkage.release.recover import clear_work
from linkage.release.removal import remove
from linkage.release.rollback import roll_back
from linkage.release.verify import verify
from tests.release.tree import tree
from tests.release.world import run
from tests.store.memory_store import MemoryStore
from tests.store.places import Ticking, layout_in

NOON = datetime(2026, 7, 2, 12, tzinfo=UTC)


def test_a_second_release_names_files_of_the_first(
    tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine
) -> None:
    """No file of a carried month is written again; pointer, journal and lock are objects."""
    store = MemoryStore()
    layout = layout_in(store, tmp_path / "out")
    run(layout, april, "2026-04")
    first = set(store.objects)
    second = run(layout, may, "2026-05")

    held = {file.path for file in second.files if file.held_by == "0001"}
    assert "links/test_month=2026-04/part-0.parquet" in held
    assert {key for key in set(store.objects) - first if "test_month=2026-04" in key} == set()
    assert store.objects["current"].content.startswith(b"releases/0002\n")
    assert store.objects["state/lock"].content == b"{}\n"
    assert [key for key in store.objects if key.startswith("state/journal/")] == [
        f"state/journal/{place:08}.json" for place in range(1, 5)
    ]
    assert verify(layout) == []


def test_another_machine_goes_on(tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine) -> None:
    """A folder that was not there yet is brought what is needed, and the release is the same as from one folder."""
    store = MemoryStore()
    run(layout_in(store, tmp_path / "one"), april, "2026-04")
    other = layout_in(store, tmp_path / "two")
    with hold(other):
        other.home.bring(other, "0001")
    made = run(other, may, "2026-05")
    third = layout_in(store, tmp_path / "three")
    third.home.look(third)
    third.home.bring(third, "0002", afresh=True)

    assert made.release == "0002"
    assert verify(third) == []
    one, two = (tree(place.release("0002")) for place in (other, third))
    assert one == two


def test_answers_of_a_review_are_brought_as_they_grow(tmp_path: Path) -> None:
    """To a machine that did not make the sample; what the one that did has is its own."""
    store = MemoryStore()
    one, two = (layout_in(store, tmp_path / name) for name in ("one", "two"))
    sample = "0001-2019-11-0123abcd"
    one.home.look(one)
    (one.secure / "review" / sample).mkdir(parents=True)
    folder = one.state / "review"
    folder.mkdir(parents=True)
    (folder / f"{sample}.json").write_text("design")
    for answers in ("first\n", "first\nsecond\n"):
        (folder / f"{sample}.jsonl").write_text(answers)
        one.home.keep(one, folder)
        two.home.look(two)
        assert (two.state / "review" / f"{sample}.jsonl").read_text() == answers
    (folder / f"{sample}.jsonl").write_text("first\nsecond\nhere alone\n")
    one.home.look(one)

    assert (two.state / "review" / f"{sample}.json").read_text() == "design"
    assert (folder / f"{sample}.jsonl").read_text().endswith("here alone\n")
    assert not (two.secure / "review" / sample).exists()


def test_a_release_is_removed_but_for_what_others_name(
    tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine
) -> None:
    """After `gc` of the first, the second is whole; after that of the second too, nothing is left of either."""
    store = MemoryStore()
    layout = layout_in(store, tmp_path / "out")
    for engine, month in ((april, "2026-04"), (may, "2026-05"), (may, "2026-05")):
        run(layout, engine, month)
    store.put_if_absent("state/kept/files/of-a-run-that-died", b"")
    with hold(layout):
        assert remove.tidy(layout, at=NOON) == ()
        remove.remove(layout, "0001", why="test", at=NOON)
    assert "state/kept/files/of-a-run-that-died" not in store.objects
    afresh = layout_in(store, tmp_path / "afresh")
    afresh.home.look(afresh)
    for number in ("0002", "0003"):
        afresh.home.bring(afresh, number, afresh=True)
        assert verify(afresh, number) == []
    assert verify(afresh, "0001") == []
    assert not any(key.startswith("secure/0001/") for key in store.objects)
    assert "releases/0001/links/test_month=2026-04/part-0.parquet" in store.objects
    assert "releases/0001/report/index.html" in store.objects  # the later ones have the same page

    with hold(afresh):
        remove.remove(afresh, "0002", why="test", at=NOON)
    last = layout_in(store, tmp_path / "last")
    last.home.look(last)
    last.home.bring(last, "0003", afresh=True)
    assert verify(last) == []
    named = {f"releases/{file.held_by or '0003'}/{file.path}" for file in history.show(last, "0003").files}
    left = {key for key in store.objects if key.startswith("releases/")}
    assert left == named | {"releases/0003/manifest.json"}


@pytest.mark.parametrize(
    "lost", ["releases/0001/manifest.json", "state/kept/0001/sha256.txt", "secure/0001/sha256.txt"]
)
def test_nothing_goes_while_a_release_lacks_its_lists(lost: str, tmp_path: Path, april: DuckDBEngine) -> None:
    """What it alone names would be taken for nobody's: `gc` ends before it removes anything."""
    store = MemoryStore()
    layout = layout_in(store, tmp_path / "out")
    for _ in range(3):
        run(layout, april, "2026-04")
    del store.objects[lost]
    before = set(store.objects)
    afresh = layout_in(store, tmp_path / "afresh")
    with hold(afresh), pytest.raises(IntegrityError, match=f"release 0001 lacks {lost}"):
        remove.tidy(afresh, at=NOON)
    with hold(afresh), pytest.raises(IntegrityError, match="nothing was removed"):
        remove.remove(afresh, "0002", why="test", at=NOON)
    assert before <= set(store.objects)


def test_readers_are_shown_an_earlier_release(tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine) -> None:
    """`rollback` swaps the pointer; another machine sees it, with the reason."""
    store = MemoryStore()
    layout = layout_in(store, tmp_path / "out")
    run(layout, april, "2026-04")
    run(layout, may, "2026-05")
    with hold(layout):
        layout.home.bring(layout, "0001", afresh=True)
        assert roll_back(layout, "0001", reason="a test", at=NOON)
    other = layout_in(store, tmp_path / "other")
    other.home.look(other)

    assert other.current() == "0001"
    assert journal.entries(other.journal)[-1]["reason"] == "a test"


def test_a_lost_object_and_a_changed_one_are_found(tmp_path: Path, april: DuckDBEngine) -> None:
    """`verify` looks at what the store has, and not at the copy of it here."""
    store = MemoryStore()
    layout = layout_in(store, tmp_path / "out")
    run(layout, april, "2026-04")
    lost, changed = (f"releases/0001/{name}/test_month=2026-04/part-0.parquet" for name in ("links", "cips"))
    kept = store.objects.pop(lost)
    store.objects[changed] = kept
    layout.home.look(layout)
    layout.home.bring(layout, "0001", afresh=True)

    assert {f"{problem}" for problem in verify(layout)} == {
        "links/test_month=2026-04/part-0.parquet is missing",
        "cips/test_month=2026-04/part-0.parquet is not as it was published: its size differs",
    }


class TestLock:
    """One run at a time, wherever it runs."""

    def test_who_is_at_work_is_left_alone(self, tmp_path: Path, april: DuckDBEngine) -> None:
        """A lock that its owner renews is refused; one that nobody renews is taken over after its life."""
        store, ticking = MemoryStore(), Ticking()
        run(layout_in(store, tmp_path / "one"), april, "2026-04")
        free = store.objects["state/lock"]
        store.put_if_absent("elsewhere", b"")
        taken = b'{"owner": "process 7 on elsewhere", "token": "a", "folder": "b", "renewed": 1}'
        store.swap("state/lock", taken, free.version)
        alive = Ticking()

        def renewed(seconds: float) -> None:
            alive.now += seconds
            store.swap("state/lock", taken + b" ", store.objects["state/lock"].version)

        alive.pause = renewed  # type: ignore[method-assign]
        with pytest.raises(LockedError, match=r"process 7 on elsewhere.*taken over after 60 seconds"):
            run(layout_in(store, tmp_path / "two", alive), april, "2026-04")
        assert alive.now < 60
        assert run(layout_in(store, tmp_path / "three", ticking), april, "2026-04").release == "0002"
        assert ticking.now >= 60

    def test_an_owner_that_slept_changes_nothing(
        self, tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine
    ) -> None:
        """Its lock was taken over and a release published meanwhile: it ends as locked, and that release stands."""
        store = MemoryStore()
        sleeper, other = layout_in(store, tmp_path / "one"), layout_in(store, tmp_path / "two")
        run(sleeper, april, "2026-04")

        class Slept(Exception):  # noqa: N818
            """Its turn is over."""

        send = sleeper.home.send

        def sleeps(*given: object) -> None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(other.home, "life", 1.0)
                with hold(other):
                    clear_work(other)
                    other.home.bring(other, "0001")
                run(other, may, "2026-05")
            send(*given)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sleeper.home, "send", sleeps)
            with pytest.raises(LockedError, match="taken over"):
                run(sleeper, may, "2026-05")
        other.home.look(other)
        assert other.current() == "0003"
        assert verify(other) == []
