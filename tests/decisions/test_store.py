"""The store of decisions: nothing is lost, nothing is changed by hand unseen, and all of a call is there or none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.decisions.standing import contradict, in_force, standing
from linkage.decisions.store import read, record
from linkage.errors import ConfigError, InputError, IntegrityError, ResourceError
from linkage.release import chained, disk
from linkage.release.layout import Layout
from linkage.session.keys import Key
from tests.decisions.decided import decision

KEY = Key(bytes(range(32)))


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An output folder with three decisions in it."""
    made = Layout(tmp_path)
    record(
        made,
        [decision(reviewer="A"), decision(reviewer="B", note="near miss"), decision("e2", "2", "none", None)],
        KEY,
    )
    return made


def test_what_is_written_is_read(layout: Layout) -> None:
    """In order, each with its id; the same said again is not written twice, and nothing else changes its bytes."""
    before = (layout.state / "decisions.jsonl").read_bytes()
    again = record(layout, [decision(reviewer="B", note="near miss")], KEY)

    assert [one.reviewer for one in read(layout, KEY)] == ["A", "B", "A"]
    assert again == read(layout, KEY)[1:2]
    assert (layout.state / "decisions.jsonl").read_bytes() == before
    assert (layout.state / "decisions.jsonl").stat().st_mode & 0o077 == 0


def test_what_takes_the_place_of_another(layout: Layout) -> None:
    """It is out of force; what is taken back leaves nothing, and a correction that is taken back does not revive it."""
    first, second, third = read(layout, KEY)
    (newer,) = record(layout, [decision(person="P2", supersedes=(first.decision_id,))], KEY)
    assert standing(layout, KEY).decisions == (second, third, newer)

    record(
        layout, [decision(answer="none", person=None, supersedes=(newer.decision_id,), withdrawn=True)], KEY
    )
    assert standing(layout, KEY).decisions == (second, third)
    assert len(read(layout, KEY)) == 5


def cut(lines: list[bytes]) -> list[bytes]:
    """The last is gone."""
    return lines[:-1]


def drop(lines: list[bytes]) -> list[bytes]:
    """One in the middle is gone."""
    return [lines[0], *lines[2:]]


def swap(lines: list[bytes]) -> list[bytes]:
    """Two have changed places."""
    return [lines[1], lines[0], lines[2]]


def edit(lines: list[bytes]) -> list[bytes]:
    """Another person in the last."""
    return [
        *lines[:-1],
        lines[-1].replace(b'"none"', b'"match"').replace(b'"person_id": null', b'"person_id": "P9"'),
    ]


def half(lines: list[bytes]) -> list[bytes]:
    """Half of the last line."""
    return [*lines[:-1], lines[-1][:40]]


def empty(lines: list[bytes]) -> list[bytes]:
    """Nothing at all."""
    return lines[:0]


def forged(lines: list[bytes]) -> list[bytes]:
    """One more by somebody without the key, with a chain that fits."""
    said = json.loads(lines[-1]) | {
        "person_id": "P9",
        "answer": "match",
        "before": chained.digest(lines[-1]),
    }
    return [*lines, json.dumps(said | {"decision_id": "0" * 32}).encode()]


@pytest.mark.parametrize("by_hand", [cut, drop, swap, edit, half, empty, forged])
def test_an_edit_by_hand_is_found(layout: Layout, by_hand: Callable[[list[bytes]], list[bytes]]) -> None:
    """Reading ends with 7, names the place and the way back, and shows nothing of a decision."""
    path = layout.state / "decisions.jsonl"
    changed = by_hand(path.read_bytes().splitlines())
    path.write_bytes(b"".join(line + b"\n" for line in changed))
    if by_hand is forged:
        (layout.state / "decisions.end").write_text(chained.digest(changed[-1]))

    with pytest.raises(IntegrityError, match="decisions.jsonl") as raised:
        read(layout, KEY)

    assert "secure/NNNN/decisions.jsonl" in str(raised.value)
    assert not any(word in str(raised.value) for word in ("P1", "P9", "near miss", "e2"))
    assert bool(chained.faults(path, grows=False)) == (by_hand is not forged)


def test_another_key_reads_nothing(layout: Layout) -> None:
    """Nobody else can write a decision, nor can a folder with another key take these for its own."""
    with pytest.raises(IntegrityError):
        read(layout, Key(bytes(reversed(range(32)))))


def test_a_failure_leaves_all_or_nothing(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever write fails, the store can be read, and has the decisions of the call all or not at all."""
    more = [decision(f"e{n}", str(n)) for n in range(10, 14)]
    writes, fails_at = 0, 0
    original = disk.replace

    def failing(path: Path, content: bytes, *, draft: Path) -> None:
        nonlocal writes
        writes += 1
        if writes == fails_at:
            raise ResourceError("no space left")
        original(path, content, draft=draft)

    monkeypatch.setattr(disk, "replace", failing)
    found = []
    for place in (1, 2):
        writes, fails_at = 0, place
        with pytest.raises(ResourceError):
            record(layout, more, KEY)
        found.append(len(read(layout, KEY)))
    assert found == [3, 7]


@pytest.mark.parametrize(
    ("unfit", "told"),
    [
        (decision(answer="maybe"), "answer"),
        (decision(reach="month"), "reach"),
        (decision(person=None), "no person"),
        (decision(identity="x"), "identity"),
        (decision(withdrawn=True), "not said which"),
        (decision(supersedes=("0" * 32,)), "not in the store"),
        (decision(reviewer="999 000 0018"), "reviewer"),
        (decision(reviewer=" "), "reviewer"),
        (decision(note="two\nlines"), "note"),
        (decision(note="the number on the letter was 999 000 0018"), "note holds ten digits"),
        (decision(note="lives at ZZ1 1ZZ, or B1 1BB"), "note holds a full postcode"),
        (decision(note="born on 3 March 1950"), "note holds a date"),
    ],
)
def test_what_is_unfit_is_refused(layout: Layout, unfit: object, told: str) -> None:
    """And with it whatever was to be written down beside it."""
    with pytest.raises((InputError, ConfigError), match=told):
        record(layout, [decision("e7", "7"), unfit], KEY)  # type: ignore[list-item]

    assert len(read(layout, KEY)) == 3


def test_who_contradicts_whom() -> None:
    """Two people, or a person and nobody; several who are ruled out do not."""
    a, b, nobody, not_a = (
        decision(),
        decision(person="P2"),
        decision(answer="none", person=None),
        decision(answer="none"),
    )

    assert not contradict([a, a, decision(answer="none", person="P2")])
    assert not contradict([nobody, not_a])
    assert all(contradict(pair) for pair in ([a, b], [a, nobody], [a, not_a]))
    assert in_force([a, b]).contradictory == ((a, b),)
