"""Months run after months: what each delivery does to those that are published, from the outside."""

import json
import shutil
from collections.abc import Callable, Sequence

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import apc_row, did_row
from tests.months.world import MONTHS, PEOPLE, SEX, TEST_DATE, World, did_rows, released
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]


def correct(world: World) -> None:
    """Another sex in one row of October."""
    world.did["2019-10"][3][SEX] = "9"


def move(world: World) -> None:
    """One test of October was on the first of November."""
    world.did["2019-10"][3][TEST_DATE] = "2019-11-01"


def move_out(world: World) -> None:
    """One test of October was in a month that nobody has asked for."""
    world.did["2019-10"][3][TEST_DATE] = "2019-12-01"


def withdraw(world: World) -> None:
    """One row of eight is not in the file any more, and that many are believed."""
    del world.did["2019-10"][3]


def halve(world: World) -> None:
    """Half the rows are not in the file any more."""
    del world.did["2019-10"][4:]


def forget(world: World) -> None:
    """October's file is not supplied any more."""
    del world.did["2019-10"]


def come_late(world: World) -> None:
    """One more event of October."""
    world.did["2019-10"].append([*did_row(1)[:12], "2019-10-09", "CHEST", "", "", "rxx01", "late 1"])


def stranger(world: World) -> None:
    """A person who has nothing in common with anybody."""
    row = apc_row(70)
    row[2:6] = "9990009989", "1931-12-31", "1", "ZX9 9ZX"
    world.hes.append(row)


def look_alike(world: World) -> None:
    """A second person key with the number of an October event: whose it is cannot be told any more."""
    row = apc_row(71)
    row[2:6] = world.hes[3][2:6]
    world.hes.append(row)


def other_rules(world: World) -> None:
    """A list of postcodes to ignore."""
    world.more = 'ignore_postcodes = ["ignored.csv"]\n'
    (world.folder / "ignored.csv").write_text("postcode\nAB9 1XX\n")


BEFORE = {"2019-10": PEOPLE, "2019-11": PEOPLE}


@pytest.mark.parametrize(
    ("what", "asked", "ends", "events", "affected"),
    [
        (correct, ("--month", "2019-11"), 0, {}, ("2019-10",)),
        (correct, ("--month", "2019-10"), 8, {}, ()),
        (correct, ("--changed",), 0, {}, ()),
        pytest.param(
            correct, ("--changed", "--except", "2019-10"), 0, {}, ("2019-10",), marks=pytest.mark.slow
        ),
        (move, ("--month", "2019-11"), 8, {"2019-10": 7}, ("2019-11",)),
        pytest.param(move, ("--changed",), 0, {"2019-10": 7, "2019-11": 9}, (), marks=pytest.mark.slow),
        (move_out, ("--month", "2019-11"), 0, {"2019-10": 7}, ()),
        pytest.param(
            move_out, ("--month", "2019-12"), 0, {"2019-10": 7, "2019-12": 1}, (), marks=pytest.mark.slow
        ),
        pytest.param(halve, ("--month", "2019-10"), 0, {}, (), marks=pytest.mark.slow),
        (forget, ("--changed",), 0, {}, ()),
        pytest.param(come_late, ("--month", "2019-10"), 8, {}, (), marks=pytest.mark.slow),
        pytest.param(
            come_late, ("--month", "2019-10", "--restate"), 0, {"2019-10": 9}, (), marks=pytest.mark.slow
        ),
        pytest.param(
            come_late, ("--month", "2019-10", "--changed"), 0, {"2019-10": 9}, (), marks=pytest.mark.slow
        ),
        (stranger, ("--month", "2019-10"), 0, {}, ()),
        pytest.param(stranger, ("--changed",), 0, {}, (), marks=pytest.mark.slow),
        (look_alike, ("--month", "2019-10"), 8, {}, ()),
        pytest.param(look_alike, ("--changed",), 0, {}, (), marks=pytest.mark.slow),
        pytest.param(other_rules, ("--month", "2019-10"), 8, {}, (), marks=pytest.mark.slow),
        pytest.param(other_rules, ("--changed",), 0, {}, (), marks=pytest.mark.slow),
    ],
)
def test_what_a_delivery_does(
    world: World,
    what: Callable[[World], None],
    asked: Sequence[str],
    ends: int,
    events: dict[str, int],
    affected: Sequence[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The exit code, the events of each month of the release that is shown then, and what is said to be affected."""
    what(world)
    capsys.readouterr()

    assert world.run(*asked, "--json") == ends
    shown = {month: world.events(month) for month in world.manifest.months}
    assert shown == BEFORE | events
    said = capsys.readouterr().out
    if ends == 0:
        assert json.loads(said)["affected"] == list(affected)


@pytest.mark.slow
def test_two_people_of_one_number_undo_a_link_and_the_run_counts_it(world: World) -> None:
    """Made again in its context the month loses the links that cannot be told any more; nothing else moves."""
    look_alike(world)
    assert world.run("--changed") == 0

    delivery = world.manifest.delivery
    assert delivery is not None
    change = delivery.months["2019-10"]
    assert (change.identities, change.done) == (1, "made again")
    assert change.links is not None
    assert change.links.model_dump() == {"gained": 0, "lost": 1, "other_person": 0, "other_rank": 0}


def test_when_all_is_done_there_is_nothing_to_do(world: World) -> None:
    """A run again changes nothing; each is seen at once, without reading a row."""
    correct(world)
    assert world.run("--changed") == 0
    release = world.manifest.release
    for asked in (("--changed",), ("--month", "2019-10"), ("--month", "2019-11", "--changed")):
        assert world.run(*asked) == 0
        assert world.manifest.release == release


@pytest.mark.slow
def test_withdrawn_events_are_struck_up_to_the_share_that_is_believed(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of eight is more than a tenth: held back, until the job says that as many may go."""
    withdraw(world)
    assert world.run("--month", "2019-11") == 0
    assert world.events("2019-10") == PEOPLE
    assert "held back:    1 event(s) of 2019-10" in capsys.readouterr().out
    job = world.write()
    job.write_text(job.read_text().replace("[did]\n", "[did]\nmax_withdrawn_share = 0.2\n"))
    assert exit_code(["run", str(job), "--quiet", "--month", "2019-11"]) == 0
    assert world.events("2019-10") == PEOPLE - 1
    assert world.manifest.struck["2019-10"].withdrawn == 1


@pytest.mark.slow
def test_the_latest_month_is_the_newest_of_which_enough_has_come_in(world: World) -> None:
    """A row dated 2035 does not win, nor a month of which a row has come in."""
    world.did["2019-12"] = did_rows("2019-12")
    world.did["2020-01"] = did_rows("2020-01")[:1]
    world.did["2035-01"] = did_rows("2035-01")
    assert world.run("--month", "latest") == 0
    assert world.manifest.month == "2019-12"
    assert world.run("--month", "latest") == 0
    assert world.manifest.release == "0003"


@pytest.mark.slow
def test_from_scratch_in_the_same_contexts_everything_is_the_same(world: World) -> None:
    """A month made again equals the month linked anew in the context that is kept of it."""
    look_alike(world)
    come_late(world)
    assert world.run("--changed") == 0
    kept = world.folder / "out" / "state" / "kept" / world.manifest.release
    shutil.copytree(world.folder / "out" / "state", world.folder / "again" / "state")
    for name in ("journal.jsonl", "kept"):
        path = world.folder / "again" / "state" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    job = world.write()
    job.write_text(job.read_text().replace('output = "out"', 'output = "again"'))
    asked = ["--months", f"{MONTHS[0]}..{MONTHS[1]}", "--contexts", str(kept)]
    assert exit_code(["run", str(job), "--quiet", *asked]) == 0
    for table in ("links", "pathways", "events", "spells", "cips"):
        assert released(world.folder / "out", table) == released(world.folder / "again", table)


@pytest.mark.parametrize("month", [pytest.param(MONTHS[0], marks=pytest.mark.slow), MONTHS[1]])
def test_what_is_gone_of_a_struck_month_is_told_apart(
    world: World, month: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one run somebody opts out, a row bears another month's date, a row is withdrawn: diff says which is which."""
    before = world.manifest.counts
    (other,) = set(MONTHS) - {month}
    (world.folder / "opt_outs.csv").write_text(f"{world.did[month][1][0]}\n", "utf-8")
    world.did[month][3][TEST_DATE] = "2019-12-01"
    del world.did[month][5]
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    job = world.write()
    job.write_text(job.read_text().replace("[did]\n", "[did]\nmax_withdrawn_share = 0.2\n"))
    assert exit_code(["run", str(job), "--quiet", "--month", other]) == 0
    struck = world.manifest.struck[month]
    assert (struck.events, struck.moved, struck.withdrawn) == (1, 1, 1)
    if month == MONTHS[1]:
        counts = world.manifest.counts
        for name, added in (("events", -3), ("opted_out", 1), ("other_month", 1), ("superseded", 1)):
            assert getattr(counts, name) == getattr(before, name) + added
    capsys.readouterr()

    assert exit_code(["releases", "diff", str(job), "2", "3", "--json"]) == 0
    months = json.loads(capsys.readouterr().out)["months"]
    changed = next(found for found in months if found["month"] == month)
    events = {name: count for name, count in changed["events"].items() if count}
    assert events == {"moved_out": 1, "struck": 1, "withdrawn": 1}
    assert changed["reasons"] == {"opt_out": 1, "moved": 1, "withdrawn": 1}


def unknown(world: World) -> None:
    """A ninth person, of whom hospitals know nothing, has an event in October."""
    row = [*did_row(50)]
    row[10:13], row[15], row[17] = ["2019-10-05"] * 3, "", "2019-10 late"
    world.did["2019-10"].append(row)


def known_at_last(world: World) -> None:
    """Hospitals know the ninth person."""
    event, row = did_row(50), apc_row(72)
    row[2:6] = event[0], event[2], event[4], event[5]
    world.hes.append(row)


@pytest.mark.slow
@pytest.mark.parametrize(
    "beside",
    [
        pytest.param([], id="nothing else", marks=pytest.mark.night("tests/months/test_runs.py")),
        pytest.param([look_alike], id="a look-alike of somebody linked"),
    ],
)
def test_people_are_looked_for_again_for_events_without_a_link(
    world: World, tmp_path_factory: pytest.TempPathFactory, beside: list[Callable[[World], None]]
) -> None:
    """
    As making the month again where nothing else has changed; a link that has one stays, and the month waits.

    What has come of those who have one is still found, and done, when it is asked for.
    """
    unknown(world)
    assert world.run("--changed") == 0
    world.did["2019-12"] = did_rows("2019-12")
    for what in (known_at_last, *beside):
        what(world)
    whole = World(tmp_path_factory.mktemp("whole"))
    shutil.copytree(world.folder, whole.folder, symlinks=True, dirs_exist_ok=True)
    whole.did, whole.hes = world.did, world.hes
    assert whole.run("--month", "2019-12", "--changed") == 0

    world.more = "retry_months = 3\n"
    assert world.run("--month", "2019-12") == 0
    delivery = world.manifest.delivery
    assert delivery is not None
    tried = delivery.months["2019-10"]
    assert (tried.done, tried.unlinked, tried.identities) == ("tried again", 1, 1 + len(beside))
    assert tried.links is not None
    assert (tried.links.gained, tried.links.lost) == (1, 0)
    assert set(delivery.affected) == ({"2019-10", "2019-11"} if beside else set())
    if beside:
        assert world.run("--changed") == 0
    for table in ("links", "pathways", "events", "spells", "cips"):
        assert released(world.folder / "out", table) == released(whole.folder / "out", table)


def one_of_two(world: World) -> None:
    """One of October's two files is not supplied any more."""
    del world.did["2019-10 b"]


@pytest.mark.slow
@pytest.mark.parametrize(("what", "missing"), [(halve, (5, 0)), (one_of_two, (0, 5))])
def test_months_that_lack_events_are_not_tried_again(
    world: World, what: Callable[[World], None], missing: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has asked for them to be linked without these; when the files are whole, people are looked for again."""
    unknown(world)
    october = world.did["2019-10"]
    october.insert(0, october.pop())
    if what is one_of_two:
        world.did["2019-10"], world.did["2019-10 b"] = october[:4], october[4:]
    assert world.run("--changed") == 0
    before, whole = released(world.folder / "out", "links"), dict(world.did)
    world.did["2019-10"] = [*world.did["2019-10"]]
    world.did["2019-12"] = did_rows("2019-12")
    known_at_last(world)
    what(world)
    world.more = "retry_months = 3\n"
    capsys.readouterr()

    assert world.run("--month", "2019-12") == 0
    assert [row for row in released(world.folder / "out", "links") if "2019-12" not in row] == before
    delivery = world.manifest.delivery
    assert delivery is not None
    change = delivery.months["2019-10"]
    assert (change.rows.held_back, change.rows.not_supplied) == missing
    assert (change.done, change.unlinked) == ("carried", 1)
    assert "2019-10: people were not looked for again, since 5 published" in capsys.readouterr().err

    world.did |= whole | {"2020-01": did_rows("2020-01")}
    assert world.run("--month", "2020-01") == 0
    delivery = world.manifest.delivery
    assert delivery is not None
    tried = delivery.months["2019-10"]
    assert tried.done == "tried again"
    assert tried.links is not None
    assert (tried.links.gained, tried.links.lost) == (1, 0)


@pytest.mark.slow
def test_somebody_whose_person_has_gone_is_looked_at_once(world: World) -> None:
    """They have no link to keep: what is kept of them is what was found now, and the next run finds it as it was."""
    unknown(world)
    assert world.run("--changed") == 0
    world.did["2019-12"] = did_rows("2019-12")
    known_at_last(world)
    del world.hes[0]
    world.more = "retry_months = 3\n"
    assert world.run("--month", "2019-12") == 0
    delivery = world.manifest.delivery
    assert delivery is not None
    tried = delivery.months["2019-10"]
    assert (tried.done, tried.unlinked, tried.identities) == ("tried again", 1, 2)
    assert tried.links is not None
    assert (tried.links.gained, tried.links.lost) == (1, 1)
    world.did["2020-01"] = did_rows("2020-01")

    assert world.run("--month", "2020-01") == 0
    delivery = world.manifest.delivery
    assert delivery is not None
    assert delivery.months["2019-10"].identities == 0
    assert set(delivery.affected) == {"2019-11"}


@pytest.mark.slow
def test_a_strike_is_told_after_the_month_was_linked_again(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """An event that moved to a month which nobody asked for is still told from one that was withdrawn."""
    move_out(world)
    assert world.run("--changed") == 0
    row = apc_row(2)
    row[0] = "another record of theirs"
    world.hes.append(row)
    world.did["2020-01"] = did_rows("2020-01")
    assert world.run("--month", "2020-01", "--changed") == 0
    delivery = world.manifest.delivery
    assert delivery is not None
    assert delivery.months["2019-10"].people > 0
    capsys.readouterr()

    assert exit_code(["releases", "diff", str(world.folder / "job.toml"), "0002", "0004", "--json"]) == 0
    told = {one["month"]: one for one in json.loads(capsys.readouterr().out)["months"]}
    assert told["2019-10"]["reasons"]["moved"] == 1
    assert "withdrawn" not in told["2019-10"]["reasons"]
