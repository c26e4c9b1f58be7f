"""What a gate knows of months before: which was accepted with fewer events, and how long the opt-out list was."""

import pytest

from linkage.cli.main import exit_code
from linkage.release.record.judged import RecordedGate
from tests.months.world import MONTHS, World, did_rows

pytestmark = pytest.mark.slow
ACCEPTED = ("--accept", "volume_drop", "--reason", "three sites were closed")


def growth(world: World) -> RecordedGate:
    """What volume_growth found of the current release's month."""
    return next(gate for gate in world.manifest.gates if gate.name == "volume_growth")


def test_a_whole_month_after_an_accepted_half_one_is_no_growth(world: World) -> None:
    """Nor is the half one when the rest of it has come."""
    world.more = '\n[gates]\njudged_from_events = 1\nlinkage_field_drop = "off"\n'
    world.did["2019-12"], whole = did_rows("2019-12")[:3], did_rows("2019-12")
    assert world.run("--month", "2019-12") == 4
    assert world.run("--month", "2019-12", *ACCEPTED) == 0

    world.did["2020-01"] = did_rows("2020-01")
    assert world.run("--month", "2020-01") == 0
    assert growth(world).held and growth(world).found == 0
    assert f"8 in {MONTHS[1]} (3 in 2019-12, whose fall was accepted)" in growth(world).told

    world.did["2019-12"] = whole
    assert world.run("--month", "2019-12", "--restate") == 0
    assert growth(world).held
    world.did["2020-02"] = [
        *did_rows("2020-02"),
        *([*row[:-1], f"again {row[-1]}"] for row in did_rows("2020-02")),
    ]
    assert world.run("--month", "2020-02") == 0
    assert not growth(world).held


def test_a_list_that_lost_most_of_its_numbers_links_nobody(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also after a release that only strikes, which knows the shorter list; accepted, it is gone by."""
    first, second, third, fourth = (row[0] for row in world.did[MONTHS[0]][2:6])
    listed = world.folder / "opt_outs.csv"
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    listed.write_text(f"{first}\n{second}\n{third}\n", "utf-8")
    assert world.run("--month", MONTHS[0]) == 0
    listed.write_text(f"NHS number\n{fourth}\n", "utf-8")
    assert world.run("--month", MONTHS[0]) == 0
    assert (world.manifest.only_strikes, world.manifest.opt_out_numbers) == (True, 1)
    world.did["2019-12"] = did_rows("2019-12")
    capsys.readouterr()

    assert world.run("--month", "2019-12") == 4
    told = capsys.readouterr().err
    assert "1 number on the opt-out list, and 3 when a month was last linked, or since" in told
    assert not any(number in told for number in (first, second, third, fourth))
    assert world.run("--month", "2019-12", "--accept", "opt_outs_drop", "--reason", "they came back") == 0


def test_a_list_is_the_jobs_whichever_release_is_shown(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty one that never held anybody is told; who was on it later is known after a rollback too."""
    listed, month = world.folder / "opt_outs.csv", "2019-12"
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    before = world.manifest.release
    world.did[month] = did_rows(month)
    listed.write_text(f"{world.did[MONTHS[0]][2][0]}\n", "utf-8")
    assert world.run("--month", month) == 0
    assert "no NHS number is on it" not in capsys.readouterr().err
    job = str(world.folder / "job.toml")
    assert exit_code(["releases", "rollback", job, before, "--reason", "a trial"]) == 0

    listed.write_text("", "utf-8")
    assert world.run("--month", month) == 4
    assert "0 numbers on the opt-out list, and 1 when" in capsys.readouterr().err


def test_an_empty_list_that_never_held_anybody_is_told(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in a first month alone."""
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    (world.folder / "opt_outs.csv").write_text("", "utf-8")
    world.did["2019-12"] = did_rows("2019-12")

    assert world.run("--month", "2019-12") == 0
    assert "no NHS number is on it" in capsys.readouterr().err
