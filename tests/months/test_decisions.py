"""What reviewers decide binds in every later run until it is taken back; an opt-out wins over it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.run import month_fingerprint
from tests.months.world import KEY, MONTHS, World, copied, found

Links = dict[str, tuple[object, ...]]


def links(world: World) -> Links:
    """Status, person, rank, reason of every event, and whether a decision bears on it."""
    files = world.folder / "out" / "current" / "links" / "*" / "*.parquet"
    rows = found(
        "select event_id, status, person_id, match_rank, reason, decision_id is not null"
        f" from read_parquet('{files}') order by 1"
    )
    return {str(row[0]): row[1:] for row in rows}


def of_month(world: World, month: str) -> list[str]:
    """The events of a month, in order."""
    files = world.folder / "out" / "current" / "links" / f"test_month={month}" / "*.parquet"
    return [str(event) for (event,) in found(f"select event_id from read_parquet('{files}') order by 1")]


def say(world: World, event: str, *what: str, by: str = "A. Reviewer") -> int:
    """A reviewer's words on an event."""
    return exit_code(["review", "decide", str(world.folder / "job.toml"), event, *what, "--by", by])


def listed(world: World, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """How decisions stand, by state."""
    capsys.readouterr()
    assert exit_code(["review", "list", str(world.folder / "job.toml"), "--json"]) == 0
    counts: dict[str, int] = json.loads(capsys.readouterr().out)["counts"]
    return counts


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October published, and the events of three people decided on: another person's, nobody's, confirmed."""
    world = World(tmp_path_factory.mktemp("decided"))
    assert world.run("--month", MONTHS[0]) == 0
    other, apart, same, *_ = of_month(world, MONTHS[0])
    was = links(world)
    taken = next(str(link[1]) for event, link in was.items() if event not in (other, apart, same))
    assert say(world, other, "--person", taken, "--note", "the address of the ward") == 0
    assert say(world, apart, "--none") == 0
    assert say(world, same, "--person", str(was[same][1])) == 0
    (world.folder / "decided.json").write_text(json.dumps([other, apart, same, taken]))
    return world.folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> Iterator[World]:
    """A copy of it."""
    with copied(begun, tmp_path) as made:
        yield made


def held(world: World) -> tuple[object, ...]:
    """How the three decided events of October are linked."""
    other, apart, same, taken = json.loads((world.folder / "decided.json").read_text())
    now = links(world)
    return (now[other][0], now[other][1] == taken, *now[other][2:], *now[apart], now[same][0], *now[same][2:])


BOUND = (
    "linked",
    True,
    None,
    "decision",
    True,
    "unlinked",
    None,
    None,
    "decision",
    True,
    "linked",
    "6",
    "rank",
    True,
)
"""Another person by decision; nobody by decision; found, and decided alike."""


@pytest.mark.slow
def test_a_decision_binds(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """A published month that is decided on is told of as affected; --changed takes it up beside the new month."""
    assert listed(world, capsys) == {"waits": 3}
    assert world.run("--month", MONTHS[1]) == 0
    assert world.manifest.delivery is not None
    assert world.manifest.delivery.affected.keys() == {MONTHS[0]}
    assert world.manifest.contexts[MONTHS[0]].decisions == {}

    assert world.run("--changed") == 0
    told = capsys.readouterr().out
    assert (
        "decisions:    2019-10: events 1 linked by reviewers, 1 kept apart by reviewers, 1 found alike"
        in told
    )
    assert "By reviewers" in told
    assert held(world) == BOUND
    assert listed(world, capsys) == {"linked": 1, "apart": 1, "confirmed": 1}
    assert (
        exit_code(["explain", str(world.folder / "job.toml"), of_month(world, MONTHS[0])[2], "--secure"]) == 0
    )
    assert "HES holds" in capsys.readouterr().out, "the month was made again beside another"
    backed_up = world.folder / "out" / "secure" / world.manifest.release / "decisions.jsonl"
    assert backed_up.read_bytes() == (world.folder / "out" / "state" / "decisions.jsonl").read_bytes()


@pytest.mark.slow
def test_it_survives_a_restatement_by_another_method(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for without what has changed, it is refused; linked anew it is as decided."""
    assert world.run("--month", MONTHS[0]) == 8
    monkeypatch.setattr(month_fingerprint, "METHOD_VERSION", "another")
    assert world.run("--month", MONTHS[0], "--restate") == 0
    assert held(world) == BOUND
    assert exit_code(["releases", "verify", str(world.folder / "job.toml")]) == 0


@pytest.mark.slow
def test_what_is_taken_back_is_found_again(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The month is as it would be without; `releases diff` says that it was by review, and nothing else."""
    assert world.run("--changed") == 0
    assert held(world) == BOUND
    for event in json.loads((world.folder / "decided.json").read_text())[:3]:
        assert say(world, event, "--withdraw") == 0
    assert world.run("--changed") == 0

    assert all(link[0] == "linked" and link[2:] == ("6", "rank", False) for link in links(world).values())
    assert listed(world, capsys) == {}
    assert exit_code(["releases", "diff", str(world.folder / "job.toml"), "1", "2", "--json"]) == 0
    assert '"review": 2' in capsys.readouterr().out


@pytest.mark.slow
def test_what_cannot_be_gone_by_is_told(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Two reviewers who differ, an identity that is another now: listed, and the links as they are found."""
    other, apart, same, taken = json.loads((world.folder / "decided.json").read_text())
    assert say(world, apart, "--person", taken, by="B. Reviewer") == 0
    assert "it contradicts 1 other decision" in capsys.readouterr().out
    assert listed(world, capsys) == {"contradictory": 2, "waits": 2}
    corrected = world.did[MONTHS[0]]
    for row in corrected:
        row[4] = {"1": "2", "2": "1"}[row[4]]
    for row in world.hes:
        row[4] = {"1": "2", "2": "1"}[row[4]]
    assert world.run("--changed") == 0
    assert listed(world, capsys) == {"identity_changed": 4}
    assert all(link[2:] == ("6", "rank", False) for link in links(world).values())
    assert world.manifest.contexts[MONTHS[0]].decisions == {"identity_changed": 3}
    assert other != same


@pytest.mark.slow
def test_where_to_take_back_what_was_said_of_another_event(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An identity-wide decision stays after --settles and --withdraw on another event: its event is named."""
    made = World(tmp_path / "world")
    made.did[MONTHS[0]].append([*made.did[MONTHS[0]][0]])
    made.did[MONTHS[0]][-1][KEY] = "again"
    assert made.run("--month", MONTHS[0]) == 0
    now = links(made)
    person = next(link[1] for link in now.values() if [one[1] for one in now.values()].count(link[1]) == 2)
    one, two = (event for event, link in now.items() if link[1] == person)

    def told(*words: str, by: str) -> str:
        capsys.readouterr()
        assert say(made, *words, by=by) == 0
        return capsys.readouterr().out

    assert "contradicts" not in told(one, "--none", "--reach", "identity", by="A.  Reviewer")
    for words in ((), ("--settles",)):
        assert f"it contradicts 1 other decision(s), said of event {one}:" in told(
            two, "--person", str(person), *words, by="B. Reviewer"
        )
    assert f"still bear on it, said of event {one}:" in told(two, "--withdraw", by="B. Reviewer")
    # said again on the same day, it is in force again
    told(two, "--person", str(person), by="B. Reviewer")
    assert f"said of event {two}:" in told(one, "--none", "--reach", "identity", by="A.  Reviewer")
    assert listed(made, capsys) == {"contradictory": 2}, "the same name with other blanks is one reviewer's"


@pytest.mark.slow
def test_an_opt_out_wins(world: World) -> None:
    """Whomever a reviewer linked the event to, it leaves with them, from months linked and months carried."""
    other, _, _, taken = json.loads((world.folder / "decided.json").read_text())
    row = next(row for row in world.hes if row[1] == taken)
    world.hes.append(["another", *row[1:2], "9990000018", *row[3:]])
    assert world.run("--changed") == 0
    assert held(world) == BOUND
    (world.folder / "opt_outs.csv").write_text("9990000018\n")
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    before = len(links(world))

    assert world.run("--month", MONTHS[1]) == 0
    now = links(world)
    assert other not in now
    assert len(of_month(world, MONTHS[0])) <= before - 2
    refuse_named(world, taken)
    assert world.run("--month", MONTHS[0], "--restate") == 0
    assert other not in links(world), "the decision names nobody any more, and keeps the event out"
    assert world.manifest.contexts[MONTHS[0]].decisions["opted_out"] == 1
    refuse_named(world, taken)


def refuse_named(world: World, person: str) -> None:
    """The person is in no store, nor in the copy of the last release; earlier copies go with their releases."""
    job, release = str(world.folder / "job.toml"), world.manifest.release
    for path in (
        world.folder / "out" / "state" / "decisions.jsonl",
        world.folder / "out" / "secure" / release / "decisions.jsonl",
    ):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) == 3
        assert not any(f'"{person}"' in line or "the ward" in line for line in lines)
    assert exit_code(["releases", "verify", job]) == 0
    assert exit_code(["gc", job, "--purge-opted-out"]) == 0
    left = list((world.folder / "out" / "secure").glob("*/decisions.jsonl"))
    assert not any(f'"{person}"' in path.read_text("utf-8") for path in left)
    assert exit_code(["releases", "verify", job]) == 0


@pytest.mark.slow
def test_an_opt_out_of_whom_the_program_found_wins(world: World) -> None:
    """Given to somebody else or to nobody, what was theirs leaves a carried month as it leaves one that is restated."""
    other, apart, same, _ = json.loads((world.folder / "decided.json").read_text())
    people = [str(links(world)[event][1]) for event in (other, apart)]
    numbers = ("9990000018", "9990001014")
    for number, person in zip(numbers, people, strict=True):
        row = next(row for row in world.hes if row[1] == person)
        world.hes.append([f"more {number}", person, number, *row[3:]])
    assert world.run("--changed") == 0
    assert held(world) == BOUND
    (world.folder / "opt_outs.csv").write_text("\n".join(numbers))
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'

    assert world.run("--changed") == 0
    carried = {*links(world)}
    assert world.run("--month", MONTHS[0], "--restate") == 0
    assert carried == {*links(world)}
    assert same in carried
    assert not {other, apart} & carried


@pytest.mark.slow
def test_ways_of_resolving_a_month_go_by_decisions(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """`linkage sensitivity` tells of as many links as the release has, the reviewer's among them."""
    assert world.run("--changed") == 0
    capsys.readouterr()
    job = str(world.folder / "job.toml")
    assert exit_code(["sensitivity", job, "--month", MONTHS[0], "--json", "--quiet"]) == 0
    own = json.loads(capsys.readouterr().out)["ways"][0]
    now = links(world)
    in_october = [now[event] for event in of_month(world, MONTHS[0])]

    assert (own["linked"], own["events"]) == (
        sum(link[0] == "linked" for link in in_october),
        len(in_october),
    )
    assert own["linked"] < own["events"]


@pytest.mark.slow
def test_a_store_changed_by_hand_stops_the_run(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """With 7, and the release is as it was; the copy in secure/ brings it back."""
    assert world.run("--changed") == 0
    store = world.folder / "out" / "state" / "decisions.jsonl"
    store.write_bytes(store.read_bytes().replace(b'"none"', b'"match"'))

    assert world.run("--changed") == 7
    assert exit_code(["releases", "verify", str(world.folder / "job.toml")]) == 7
    assert "decisions.jsonl" in capsys.readouterr().err
    shutil.copyfile(world.folder / "out" / "secure" / world.manifest.release / "decisions.jsonl", store)
    assert world.run("--changed") == 0


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (("--person", "nobody's key"), 3),
        ((), 2),
        (("--none", "--person", "X"), 2),
        (("--none", "--reach", "month"), 3),
        (("--withdraw",), 2),
        (("--none", "--note", ""), 2),
    ],
)
def test_what_cannot_be_decided(world: World, what: tuple[str, ...], code: int) -> None:
    """Nothing is written down, and the code says whose fault it is."""
    event = of_month(world, MONTHS[0])[-1]
    before = (world.folder / "out" / "state" / "decisions.jsonl").read_bytes()

    assert say(world, event, *what) == code
    assert say(world, "0" * 32, "--none") == 3
    assert (world.folder / "out" / "state" / "decisions.jsonl").read_bytes() == before
