"""An opt-out list that has lost numbers is told by runs that link nothing, and of one nobody counted; empty months."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from linkage.cli.main import exit_code
from linkage.commands.months import opt_out_list
from linkage.commands.run import monthly_run
from linkage.release.layout import Layout
from linkage.release.record import lineage
from linkage.release.record.lineage import ListKnown, list_known
from linkage.release.record.manifest import Manifest, read_manifest
from tests.months.world import MONTHS, World, did_rows
from tests.release.world import manifest_for
from tests.tables import Row, rows

if TYPE_CHECKING:
    from linkage.commands.run.opened_run import OpenedRun
    from linkage.config.job import Job
    from linkage.session.run_inputs import Inputs

EMPTY, LISTED = "digest of nobody", "digest of some"
OPT_OUTS = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
RELEASES = rows("""
    latest first           | known | counted
    -----------------------+-------+--------
    linked 3               | 3     | yes
    linked 0               | 0     | yes
    strike 1, linked 3     | 3     | yes
    strike 5, linked 3     | 5     | yes
    linked 3, linked 9     | 3     | yes
    linked listed          | 1     | no
    linked nobody          |       |
    linked untold          |       |
    linked untold left_out | 1     | no
    strike 0, linked listed| 1     | no
    strike 5, linked listed| 5     | yes
""")
"""A number: counted. An earlier version kept the digest of its list alone (`listed`, `nobody`), or not even that, but
then events that were left out say that there was one."""


def made(told: str) -> Manifest:
    """A release, as a row says."""
    kind, listed, *left_out = told.split()
    found = manifest_for("0001", "2019-11", 3)
    return found.model_copy(
        update={
            "only_strikes": kind == "strike",
            "opt_out_numbers": int(listed) if listed.isdigit() else None,
            "opt_outs": {"listed": LISTED, "nobody": EMPTY}.get(listed),
            "counts": found.counts.model_copy(update={"opted_out": len(left_out)}),
        }
    )


@pytest.mark.parametrize("case", RELEASES, ids=lambda case: str(case["latest first"]))
def test_how_long_the_list_was(case: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    """The most since a month was last linked; of an earlier version at least that there was somebody."""
    releases = [made(told) for told in str(case["latest first"]).split(", ")]
    monkeypatch.setattr(lineage, "manifests_up_to", lambda _: iter(releases))

    known = list_known(Layout(Path("out")), empty=EMPTY)

    expected = case["known"] and ListKnown(int(str(case["known"])), is_counted=case["counted"] == "yes")
    assert known == expected


@pytest.mark.parametrize("judged", [True, False])
def test_a_shorter_list_is_told_where_no_gate_has_told_it(
    judged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once for a run, of however many months."""
    warned: list[str] = []
    monkeypatch.setattr(monthly_run, "fall_warning", lambda *_: "it fell")
    around = SimpleNamespace(warn=warned.append)

    monthly_run.tell_list_fall(
        cast("OpenedRun", SimpleNamespace(job=None, inputs=None, around=around, were_gates_judged=judged))
    )

    assert warned == ([] if judged else ["it fell"])


UPGRADED = rows("""
    list of before | list now | said
    ---------------+----------+-----
    nobody         | some     |
    nobody         | nobody   |
    listed         | other    | yes
    listed         | some     |
""")
"""Of an earlier version, which kept the digest of its list: by that nobody has left an empty one."""


@pytest.mark.parametrize("case", UPGRADED, ids=lambda case: f"{case['list of before']} {case['list now']}")
def test_of_which_list_nobody_can_judge(case: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one that is another than one which held somebody."""
    digests = {(): EMPTY, ("some",): LISTED, ("other",): "digest of others"}
    numbers = () if case["list now"] == "nobody" else (str(case["list now"]),)
    previous = made(f"linked {case['list of before']}")
    monkeypatch.setattr(lineage, "manifests_up_to", lambda _: iter([previous]))
    monkeypatch.setattr(opt_out_list, "opt_outs_digest", lambda listed, _: digests[tuple(listed)])
    inputs = SimpleNamespace(layout=None, key=None, lists=SimpleNamespace(opted_out_numbers=numbers))

    told = list(
        opt_out_list.list_warnings(
            cast("Job", SimpleNamespace(opt_outs=None)), cast("Inputs", inputs), previous
        )
    )

    assert [("cannot be judged" in one) for one in told] == ([True] if case["said"] else [])


def listed(world: World, *people: int) -> None:
    """The list of the job: of people of the first month, by their place."""
    world.more = OPT_OUTS
    numbers = [world.did[MONTHS[0]][n][0] for n in people]
    (world.folder / "opt_outs.csv").write_text("".join(f"{number}\n" for number in numbers), "utf-8")


@pytest.mark.slow
def test_a_run_that_links_nothing_warns_of_a_shorter_list(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it has nothing to do, only strikes, or the month would come out otherwise; as often as it is run."""
    listed(world, 2, 3, 4)
    assert world.run("--month", MONTHS[1], "--restate") == 0
    assert world.run("--month", MONTHS[0]) == 0
    capsys.readouterr()

    listed(world, 2)
    for _ in ("first", "again"):
        assert world.run("--month", MONTHS[0]) == 0
        told = capsys.readouterr().err
        assert (
            "warning: opt_outs_drop: 1 number on the opt-out list, and 3 when a month was last linked" in told
        )
        assert "which would be refused by this list" in told
    for asked in (("--months", f"{MONTHS[0]}..{MONTHS[1]}"), ("--month", "latest")):
        assert world.run(*asked) == 0
        assert capsys.readouterr().err.count("opt_outs_drop: 1 number") == 1
    job = str(world.folder / "job.toml")
    assert exit_code(["plan", job, "--month", MONTHS[0]]) == 0
    assert "opt_outs_drop: 1 number" in capsys.readouterr().err
    world.did[MONTHS[0]][0][5] = ""
    assert world.run("--month", MONTHS[0]) == 8
    assert "opt_outs_drop: 1 number" in capsys.readouterr().err
    world.more += '\n[gates]\nopt_outs_drop = "off"\n'
    assert world.run("--month", MONTHS[0]) == 8
    assert "opt_outs_drop" not in capsys.readouterr().err


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Releases as an earlier version wrote them: without the count of the list, with its digest."""
    read = read_manifest
    monkeypatch.setattr(
        lineage, "read_manifest", lambda path: read(path).model_copy(update={"opt_out_numbers": None})
    )
    yield


@pytest.mark.slow
@pytest.mark.usefixtures("uncounted")
def test_the_first_run_after_an_upgrade(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list links nobody anew where there was one; of another list it is said that nobody can judge it."""
    listed(world, 2, 3, 4)
    assert world.run("--month", MONTHS[0], "--restate") == 0
    world.did["2019-12"] = did_rows("2019-12")
    capsys.readouterr()

    listed(world)
    assert world.run("--month", "2019-12") == 4
    assert "0 numbers on the opt-out list, and some (an earlier version did not count them)" in (
        capsys.readouterr().err
    )
    listed(world, 2)
    assert world.run("--month", "2019-12") == 0
    assert "whether one of 1 number is whole cannot be judged (gate opt_outs_drop)" in capsys.readouterr().err


@pytest.mark.slow
def test_a_month_that_everybody_has_left_is_told(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a month that is struck, and of one that is linked; nothing is said of one that keeps an event."""
    world.did["2019-12"] = did_rows("2019-12")[:2]
    listed(world, 0)
    assert world.run("--month", "2019-12") == 0
    assert "without an event" not in capsys.readouterr().err

    listed(world, 0, 1)
    assert world.run("--month", "2019-12") == 0
    assert world.events("2019-12") == 0
    told = capsys.readouterr().err
    assert "2019-12 is published without an event: the only one that it had was taken out" in told
    assert "--month 2019-12 --restate" in told and f"{MONTHS[0]} is published without" not in told

    world.did["2020-01"] = did_rows("2020-01")[:2]
    assert world.run("--month", "2020-01", "--accept", "volume_drop", "--reason", "everybody said no") == 0
    assert "2020-01 is published without an event: all 2 that it had" in capsys.readouterr().err
