"""The store without people who opted out: whole at every moment, sealed, and purged again where it was put back."""

from collections.abc import Collection
from pathlib import Path

import pytest

from linkage.decisions.purge import purged, purged_before, put_in_place
from linkage.decisions.standing import standing
from linkage.decisions.store import chain, read, record
from linkage.errors import IntegrityError, ResourceError
from linkage.release import chained, disk
from linkage.release.content import decisions_copy
from linkage.release.layout import Layout
from linkage.session.keys import Key
from tests.decisions.decided import decision

KEY = Key(bytes(range(32)))


def purge(layout: Layout, people: Collection[str], events: Collection[str]) -> int:
    """Worked out and written; how many decisions are others."""
    found = purged(read(layout, KEY), KEY, people, events)
    put_in_place(layout, KEY, found)
    return found.decisions


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Four decisions, of which two name somebody who opts out, the last in the place of the first."""
    made = Layout(tmp_path)
    (first, *_) = record(
        made,
        [
            decision("e1", "11", person="P9", note="seen on the ward"),
            decision("e2", "12", "none", "P9"),
            decision("e3", "13"),
        ],
        KEY,
    )
    record(made, [decision("e1", "11", person="P9", reviewer="B", supersedes=(first.decision_id,))], KEY)
    return made


def test_nobody_is_named_and_nothing_is_lost(layout: Layout) -> None:
    """The store is whole, before and after more is written; ids, order and what is in force stay; once is enough."""
    before, stood = read(layout, KEY), standing(layout, KEY)

    assert purge(layout, {"P9"}, ()) == 3
    text = (layout.state / "decisions.jsonl").read_text("utf-8")
    assert not any(
        word in text for word in ("P9", "ward", '"11", "answer": "match", "reach": "event", "reviewer": "A"')
    )
    assert not decisions_copy.faults(layout.state / "decisions.jsonl")
    assert [one.decision_id for one in read(layout, KEY)] == [one.decision_id for one in before]
    assert [one.decision_id for one in standing(layout, KEY).decisions] == [
        one.decision_id for one in stood.decisions
    ]
    assert purge(layout, {"P9"}, ()) == 0

    again = record(layout, [decision("e3", "13"), decision("e4", "14")], KEY)
    assert len(read(layout, KEY)) == 5
    assert again[-1].event_id == "e4"
    assert not decisions_copy.faults(layout.state / "decisions.jsonl")


def test_the_last_line_too(layout: Layout) -> None:
    """What names the last line goes on doing so."""
    last = read(layout, KEY)[-1]
    purge(layout, {"P9"}, ())

    assert last.person_id == "P9"
    assert (layout.state / "decisions.end").read_text() == chained.digest(
        chained.lines(layout.state / "decisions.jsonl")[-1]
    )


@pytest.mark.parametrize(
    "changed", [{"answer": "none"}, {"event_id": "e9"}, {"reviewer": "C"}, {"seal": "0" * 64}]
)
def test_a_purged_line_changed_by_hand_is_found(layout: Layout, changed: dict[str, str]) -> None:
    """Nor can anybody without the key purge a line: its seal would be missing."""
    purge(layout, {"P9"}, ())
    path = layout.state / "decisions.jsonl"
    said = [decisions_copy.said(line) for line in chained.lines(path)]
    lines = chain([{**said[0], **changed}, *said[1:]])
    path.write_bytes(chained.text(lines))
    path.with_suffix(".end").write_text(chained.digest(lines[-1]))

    with pytest.raises(IntegrityError, match="line 1 does not say what was decided"):
        read(layout, KEY)


def test_a_copy_of_before_is_known(layout: Layout) -> None:
    """By its lines on decisions that are purged in the store; one made afterwards holds nobody."""
    for number in ("0001", "0002"):
        layout.secure_release(number).mkdir(parents=True)
        decisions_copy.back_up(layout, layout.secure_release(number))
        if number == "0001":
            assert not decisions_copy.names_purged(layout, number)
            purge(layout, {"P9"}, ())

    assert decisions_copy.names_purged(layout, "0001")
    assert not decisions_copy.names_purged(layout, "0002")
    assert not decisions_copy.names_purged(layout, "0003")


def test_one_that_was_purged_twice_is_known_by_its_copies(layout: Layout) -> None:
    """A copy without the person, and still with an event that was taken out since, holds somebody."""
    purge(layout, {"P9"}, ())
    layout.secure_release("0001").mkdir(parents=True)
    decisions_copy.back_up(layout, layout.secure_release("0001"))

    assert purge(layout, (), {"e2"}) == 1
    assert decisions_copy.names_purged(layout, "0001")
    assert [one.event_id for one in read(layout, KEY)] == ["", "", "e3", "e1"]


def test_no_digest_tells_what_a_line_was(layout: Layout) -> None:
    """Nobody can try people on what is left: of no line that was is there a digest without a key."""
    store = layout.state / "decisions.jsonl"
    lines = chained.lines(store)
    purge(layout, {"P9"}, ())

    now = store.read_text("utf-8") + (layout.state / "decisions.end").read_text()
    digests = [chained.digest(line) for line in lines]
    left = {chained.digest(line) for line in chained.lines(store)}
    assert not [one for one in digests if one in now]
    assert not left & set(digests)


@pytest.mark.parametrize("more", [{"purged": True}, {"stands_for": "0" * 64}, {"seal": "0" * 64}])
def test_a_line_that_was_not_purged_says_so(layout: Layout, more: dict[str, object]) -> None:
    """What only a purged line has is believed in no other, though the lines are chained anew by hand."""
    path = layout.state / "decisions.jsonl"
    said = [decisions_copy.said(line) for line in chained.lines(path)]
    lines = chain([*said[:2], {**said[2], **more}, said[3]])
    path.write_bytes(chained.text(lines))
    path.with_suffix(".end").write_text(chained.digest(lines[-1]))

    assert not decisions_copy.faults(path)
    with pytest.raises(IntegrityError, match="line 3"):
        read(layout, KEY)


@pytest.mark.parametrize("dies_at", range(4))
def test_dying_while_the_store_is_purged(
    layout: Layout, dies_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be read at every moment, and the next purge leaves it as if nothing had happened."""
    replace_file, calls = disk.replace, [0]

    def dying(target: Path, content: bytes, *, draft: Path) -> None:
        if calls[0] == dies_at:
            raise ResourceError("the disk is full")
        calls[0] += 1
        replace_file(target, content, draft=draft)

    before = read(layout, KEY)
    found = purged(before, KEY, {"P9"}, ())
    with monkeypatch.context() as patched:
        patched.setattr(disk, "replace", dying)
        if dies_at < 3:
            with pytest.raises(ResourceError):
                put_in_place(layout, KEY, found)
        else:
            put_in_place(layout, KEY, found)

    assert [one.decision_id for one in read(layout, KEY)] == [one.decision_id for one in before]
    purge(layout, {"P9"}, ())
    store = layout.state / "decisions.jsonl"
    assert store.read_bytes() == chained.text(found.lines)
    assert store.with_suffix(".end").read_text() == chained.digest(found.lines[-1])


def test_what_a_release_was_purged_of_is_purged_again(layout: Layout) -> None:
    """Where an earlier store was put back, whoever is on the list; by sealed lines alone, by the least that is left."""
    store = layout.state / "decisions.jsonl"
    copies = {path: path.read_bytes() for path in (store, store.with_suffix(".end"))}
    purge(layout, {"P9"}, ())
    for number, events in (("0001", ()), ("0002", {"e2"}), ("0003", ())):
        purge(layout, (), events)
        folder = layout.secure_release(number)
        folder.mkdir(parents=True)
        decisions_copy.back_up(layout, folder)
        layout.release(number).mkdir(parents=True)
    forged = [{**decisions_copy.said(line), "purged": True} for line in chained.lines(store)]
    (layout.secure_release("0003") / "decisions.jsonl").write_bytes(chained.text(chain(forged[2:3])))
    last = read(layout, KEY)
    for path, content in copies.items():
        path.write_bytes(content)
    assert read(layout, KEY) != last

    found = purged_before(layout, KEY)
    put_in_place(layout, KEY, found)
    assert read(layout, KEY) == last
    assert (found.decisions, sorted(found.people), sorted(found.events)) == (3, ["P9"], ["e1", "e2"])
    assert purged_before(layout, KEY).lines == ()
