"""What later months cost: the folder before each measured run, and files that releases share counted once."""

import os
from pathlib import Path

import pytest

from benchmarks.months import disk as months_disk
from benchmarks.months import states, steps
from benchmarks.months.__main__ import compared
from synthetic.year import deliveries
from tests.reference.delivery import delivered

PEOPLE = 200


def written(path: Path, size: int) -> Path:
    """A file of so many bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def test_a_shared_file_counts_once_and_a_changed_month_apart(tmp_path: Path) -> None:
    """Release 2 shares month 1 with release 1; release 10 has it otherwise."""
    releases = tmp_path / "releases"
    shared = written(releases / "0001" / "links" / "test_month=2019-04" / "a.parquet", 100)
    written(releases / "0001" / "report" / "index.html", 7)
    (releases / "0002" / "links" / "test_month=2019-04").mkdir(parents=True)
    os.link(shared, releases / "0002" / "links" / "test_month=2019-04" / "a.parquet")
    written(releases / "0002" / "links" / "test_month=2019-05" / "a.parquet", 50)
    written(releases / "0010" / "links" / "test_month=2019-04" / "a.parquet", 110)
    os.link(
        releases / "0002" / "links" / "test_month=2019-05" / "a.parquet",
        written(releases / "0010" / "links" / "test_month=2019-05" / "other", 0).with_name("a.parquet"),
    )
    written(tmp_path / "secure" / "0001" / "rows.parquet", 5)
    (tmp_path / "current").symlink_to("releases/0010")

    found = months_disk.disk(tmp_path)

    assert (found.together, found.last, found.changed) == (100 + 7 + 50 + 110, 160, 100)
    assert found.share == (7 + 160) / 160
    assert found.beside == {"secure": 5}
    assert (found.whole, found.whole_last) == ({"report/index.html": 7}, {})


def test_with_more_people_the_tables_of_months_grow_and_nothing_else() -> None:
    """Two releases of one month each: 100 bytes of tables, and 40 bytes of what is written whole, 30 in the last."""
    found = months_disk.Disk(
        months=100, changed=5, whole={"statistics": 40}, whole_last={"statistics": 30}, beside={}
    )

    assert (found.together, found.last) == (145, 130)
    assert found.share == 140 / 130
    assert found.share_at(10) == 1040 / 1030
    assert found.person_month(people=5, months=2) == 10


@pytest.mark.slow
def test_each_run_finds_what_it_is_named_for(tmp_path: Path) -> None:
    """The second month comes with HES as it was, or with the current year alone, as the third; then one opt-out."""
    year, folder = tmp_path / "year", tmp_path / "job"
    deliveries(year, states.settings(PEOPLE))
    first, second, beside, third, again, strike = states.measured(PEOPLE)

    first.prepare(year, folder)
    before = contents(folder)
    beside.prepare(year, folder)
    with_both = contents(folder)
    first.prepare(year, folder)
    assert [one.is_beside for one in states.measured(PEOPLE)].count(True) == 1
    second.prepare(year, folder)
    with_month = contents(folder)
    third.prepare(year, folder)
    with_hes = contents(folder)
    again.prepare(year, folder)
    assert contents(folder) == with_hes
    strike.prepare(year, folder)

    assert changed(before, with_month) == {"did"}
    sent_again = {f"hes/HES_{name}_1920.txt" for name in ("APC", "OP", "AE")}
    for found, since in ((with_hes, with_month), (with_both, before)):
        assert {name for name in found if "hes/" in name and found[name] != since[name]} == sent_again
    assert {name for name in with_both if "did/" in name} == {name for name in with_month if "did/" in name}
    assert changed(with_hes, contents(folder)) == {"opt_outs.csv"}
    assert (folder / "opt_outs.csv").read_text("utf-8").startswith("999")
    account = delivered(tmp_path / "nothing", folder)
    assert len(account.by_month()) >= 3
    first.prepare(year, folder)
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """What a run would read."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for pattern in ("did/*.csv", "hes/*.txt", "lookups/*.csv", "opt_outs.csv")
        for path in folder.glob(pattern)
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The folders, or files beside, that differ."""
    return {
        name.partition("/")[0] for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    }


def test_shares_are_of_the_first_run_of_the_same_round() -> None:
    """Not of another round, whose machine was another."""
    runs = states.measured(PEOPLE)

    rows = compared(
        runs,
        [
            [10.0, 4.0, 6.0, 7.0, 5.0, 1.0],
            [20.0, 16.0, 12.0, 14.0, 10.0, 3.0],
            [10.0, 5.0, 7.0, 9.0, 5.0, 1.5],
        ],
    )

    assert [row[2] for row in rows] == ["100%", "50%", "60%", "70%", "50%", "15%"]
    assert rows[1][3] == "40%-80%"
    assert [row[4] for row in rows] == ["", "40%", "70%", "", "", "15%"]


def test_the_steps_of_a_run_are_each_counted_once() -> None:
    """What is within another step is of the inner one alone: together they are the whole."""
    clock = iter([0.0, 1.0, 4.0, 6.0])
    spent = steps.Spent(lambda: next(clock))
    with spent.of("outer"), spent.of("inner"):
        pass

    assert spent.seconds == {"outer": 3.0, "inner": 3.0}


def test_steps_are_held_against_those_of_the_first_run() -> None:
    """A step that the first run has not has nothing to be held against."""
    rows = steps.by_step([[{"index": 4.0}, {"index": 1.0, "looked at": 2.0}]])

    assert rows == [("index", "4.0", "1.0 (25%)"), ("looked at", "0.0", "2.0")]


@pytest.mark.slow
def test_each_step_is_where_it_was(tmp_path: Path) -> None:
    """A first run in a process of its own: every stage is told, and the report is no part of what is left over."""
    year, folder = tmp_path / "year", tmp_path / "job"
    deliveries(year, states.settings(PEOPLE))
    states.measured(PEOPLE)[0].prepare(year, folder)
    job = (
        (folder / "job.toml")
        .read_text("utf-8")
        .replace("[deaths]", "[old]")
        .replace('"hes_did"', '"dmq_2015"', 1)
    )
    without_deaths = "\n\n".join(part for part in job.split("\n\n") if not part.startswith("[old]"))
    (folder / "job.toml").write_text(without_deaths, "utf-8")

    told = steps.run(folder / "job.toml", ("--month", states.FIRST))

    stages = {"inputs", "hospital", "index", "keys", "events", "ranks", "resolve", "pathways", "statistics"}
    of_later = {"published months looked at", "published months struck", "statistics of months struck"}
    assert of_later < set(steps.BESIDES)
    assert set(told) == {*stages, *steps.BESIDES, steps.REST} - of_later
    assert min(told.values()) >= 0
