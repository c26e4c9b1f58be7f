"""What reviewers said of people who opt out is purged with the release that is without them, and stays purged."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ResourceError
from linkage.strike import purged
from tests.months.test_decisions import links, of_month, say
from tests.months.world import MONTHS, World, copied

PUBLISH = "linkage.strike.purged.publish"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both months published, and one person's event of each said to be nobody's, with a sample that draws them."""
    world = World(tmp_path_factory.mktemp("purged"))
    world.hes.append(["nowhere", "elsewhere", "9990000018", *world.hes[0][3:]])
    assert world.run("--month", MONTHS[0]) == 0
    assert world.run("--month", MONTHS[1]) == 0
    now = links(world)
    first, second = next(
        (first, second)
        for first in of_month(world, MONTHS[0])
        for second in of_month(world, MONTHS[1])
        if now[first][1] and now[first][1] == now[second][1]
    )
    person = str(now[first][1])
    for event in (first, second):
        assert say(world, event, "--none", "--note", "the ward") == 0
    assert world.run("--changed") == 0
    (world.folder / "person.json").write_text(json.dumps([person, first, second]))
    return world.folder


@pytest.fixture
def world(begun: Path, tmp_path: Path) -> Iterator[World]:
    """A copy of it; a job with an empty opt-out list."""
    with copied(begun, tmp_path) as made:
        made.hes.append(["nowhere", "elsewhere", "9990000018", *made.hes[0][3:]])
        (tmp_path / "opt_outs.csv").write_text("")
        yield made


def opt_out(world: World, number: str | None = None) -> None:
    """Puts the person, or somebody else, on the list."""
    person = json.loads((world.folder / "person.json").read_text())[0]
    own = next(row[2] for row in world.hes if row[1] == person)
    (world.folder / "opt_outs.csv").write_text(f"{number or own}\n")
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'


def store(world: World) -> Path:
    """The store of decisions."""
    return world.folder / "out" / "state" / "decisions.jsonl"


def left(world: World) -> list[str]:
    """The events that decisions name."""
    return [json.loads(line)["event_id"] for line in store(world).read_text("utf-8").splitlines()]


def verified(world: World) -> bool:
    """Whether all is as it was published."""
    return exit_code(["releases", "verify", str(world.folder / "job.toml")]) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked", [("--month", MONTHS[1], "--restate"), ("--month", MONTHS[1])], ids=["one", "none"]
)
def test_months_that_are_linked_and_struck_are_purged(world: World, asked: tuple[str, ...]) -> None:
    """Whether an event leaves a month that is linked, or one that is carried, no decision names it."""
    opt_out(world)
    assert world.run(*asked) == 0
    assert left(world) == ["", ""]
    assert verified(world)


@pytest.mark.slow
def test_two_linked_months_are_purged_though_the_run_is_resumed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that fails before its release is shown leaves the store as it was; the next takes up both months."""
    opt_out(world)
    person = json.loads((world.folder / "person.json").read_text())[0]
    other = next(row for row in world.hes if row[1] not in (person, "elsewhere"))
    other[4] = {"1": "2", "2": "1"}[other[4]]
    before = store(world).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(PUBLISH, Mock(side_effect=ResourceError("the disk is full")))
        assert world.run("--changed") != 0
    assert store(world).read_bytes() == before

    capsys.readouterr()
    assert world.run("--changed") == 0
    told = capsys.readouterr().err
    assert f"resuming after {MONTHS[1]}" in told
    assert "2 decisions in state/decisions.jsonl" in told
    assert left(world) == ["", ""]
    assert "the ward" not in store(world).read_text("utf-8")


@pytest.mark.slow
def test_a_failed_run_purges_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong list that is taken away again has cost nothing."""
    opt_out(world)
    before = store(world).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(PUBLISH, Mock(side_effect=ResourceError("the disk is full")))
        assert world.run("--month", MONTHS[1]) != 0
    assert store(world).read_bytes() == before
    world.more = ""
    assert world.run("--month", MONTHS[1], "--restate") == 0
    assert store(world).read_bytes() == before


@pytest.mark.slow
def test_what_a_run_died_over_is_purged_by_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once readers are shown the release; so is an earlier store that is put back."""
    opt_out(world)
    earlier = world.folder / "earlier"
    shutil.copytree(store(world).parent, earlier)
    with monkeypatch.context() as patched:
        patched.setattr(purged, "finish", Mock(side_effect=ResourceError("the disk is full")))
        assert world.run("--month", MONTHS[1]) != 0
    for _ in range(2):
        assert "" not in left(world)
        capsys.readouterr()
        assert world.run("--month", MONTHS[1]) == 0
        assert "is gone from there again" in capsys.readouterr().err
        assert left(world) == ["", ""]
        assert verified(world)
        for name in ("decisions.jsonl", "decisions.end"):
            shutil.copyfile(earlier / name, store(world).with_name(name))


@pytest.mark.slow
def test_whom_no_month_has_is_purged_without_a_release(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """State alone changes, and the user is told."""
    event = of_month(world, MONTHS[0])[1]
    assert say(world, event, "--not-person", "elsewhere") == 0
    assert world.run("--changed") == 0
    release = world.manifest.release
    opt_out(world, "9990000018")
    capsys.readouterr()

    assert world.run("--month", MONTHS[1]) == 0
    assert "1 decision in state/decisions.jsonl" in capsys.readouterr().err
    assert world.manifest.release == release
    assert '"elsewhere"' not in store(world).read_text("utf-8")
    assert event in links(world)
    assert verified(world)


@pytest.mark.slow
def test_answers_of_samples_are_purged_too(world: World) -> None:
    """All answers to their event go, and the design keeps no link of it; answers to others stay."""
    person, first, _ = json.loads((world.folder / "person.json").read_text())
    other = of_month(world, MONTHS[0])[1]
    folder = store(world).parent / "review"
    folder.mkdir()
    name = f"0002-{MONTHS[0]}-0123abcd"
    drawn = {"stratum": "linked/6/none/one", "identity": "1", "is_shown": True}
    events = {first: {**drawn, "linked": person}, other: {**drawn, "linked": "somebody"}}
    design = dict.fromkeys(("model_id", "foreseen_margin"))
    design |= {
        "sample": name,
        "release": "0002",
        "month": MONTHS[0],
        "seed": 1,
        "margin": 0.1,
        "reviewers": 2,
    }
    design |= {"exported_on": "2019-12-01", "page": "0", "strata": {}, "events": events}
    (folder / f"{name}.json").write_text(json.dumps(design))
    answer = {"reviewer": "R1", "round": "first", "answer": "match", "reach": "event", "file": "0"}
    answer |= {"imported_on": "2019-12-02"}
    said = [{**answer, "event_id": first, "person": "x"}, {**answer, "event_id": other, "person": "somebody"}]
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in said))
    opt_out(world)

    assert world.run("--month", MONTHS[1]) == 0
    answers = (folder / f"{name}.jsonl").read_text().splitlines()
    assert [json.loads(line)["event_id"] for line in answers] == [other]
    kept = json.loads((folder / f"{name}.json").read_text())["events"]
    assert {event: one["linked"] for event, one in kept.items()} == {first: None, other: "somebody"}
