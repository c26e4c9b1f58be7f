"""A run for which nothing but the opt-out list has changed reads no file, and ends as one that reads all of them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from unittest.mock import Mock

import pytest

from linkage.release.record.manifest import Manifest
from linkage.steps.inputs.read import read_inputs
from tests.inputs.sample import apc_row
from tests.months.world import SEX, World, copied, did_rows, found, released
from tests.tables import Row, rows
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

TABLES = ("links", "pathways", "events", "spells", "cips")
OF_THE_RUN = {"started", "finished", "run_id", "files", "peak_memory_bytes"}
"""Of the manifest: what no two runs have in common."""

CASES = rows("""
    besides the list                   | asked                     | reads files | by
    -----------------------------------+---------------------------+-------------+-------
    nothing                            | --changed                 | no          | day
    nothing                            | --month 2019-10           | no          | night
    a number that nobody bears         | --changed                 | no          | night
    nothing, with a month left         | --changed --except 2019-10 | yes        | day
    another record                     | --changed                 | yes         | day
    another setting                    | --changed                 | yes         | night
    a month asked for in a fresh context | --month 2019-10 --restate | yes       | night
    no cache                           | --changed                 | yes         | day
    an index that is damaged           | --changed                 | yes         | night
    """)


def list_one(world: World, number: str) -> None:
    """The opt-out list, of one number."""
    (world.folder / "opt_outs.csv").write_text(f"{number}\n", "utf-8")


def leave_october(world: World) -> None:
    """A release of another month, before the list: a row of October is corrected, and the month left as it is."""
    world.did["2019-10"][3][SEX] = "9"
    world.did["2019-12"] = did_rows("2019-12")
    assert world.run("--month", "2019-12") == 0
    assert list(world.manifest.delivery.affected if world.manifest.delivery else ()) == ["2019-10"]


def another_record(world: World) -> None:
    """Hospital records of somebody new."""
    row = apc_row(70)
    row[2:6] = "9990009989", "1931-12-31", "1", "ZX9 9ZX"
    world.hes.append(row)


def another_setting(world: World) -> None:
    """A setting of the job by which months are linked."""
    world.more = "target_false_match_rate = 0.003\n" + world.more


def damage_the_index(world: World) -> None:
    """A byte more in each table of people that the cache holds."""
    damaged = list((world.folder / "out" / "cache" / "editions").glob("*/person_number.parquet"))
    assert damaged
    for path in damaged:
        path.write_bytes(path.read_bytes() + b"!")


BESIDES: Mapping[str, Callable[[World], object]] = {
    "nothing, with a month left": leave_october,
    "another record": another_record,
    "another setting": another_setting,
    "no cache": lambda world: shutil.rmtree(world.folder / "out" / "cache"),
    "an index that is damaged": damage_the_index,
}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The reading of files, which counts how often it is asked for."""
    counted = Mock(wraps=read_inputs)
    monkeypatch.setattr("linkage.steps.inputs.run.read_inputs", counted)
    return counted


def facts(manifest: Manifest) -> dict[str, object]:
    """What a manifest says that is not of its run alone."""
    return {name: value for name, value in manifest.model_dump().items() if name not in OF_THE_RUN}


def all_of(world: World) -> Sequence[object]:
    """Every published table, the statistics, and what is kept of the months."""
    current = world.folder / "out" / "current"
    kept = sorted((world.folder / "out" / "state" / "kept" / world.manifest.release).rglob("*.parquet"))
    return (
        *(released(world.folder / "out", table) for table in TABLES),
        (current / "statistics" / "statistics.csv").read_bytes(),
        [(path.parent.name, path.name, found(f"select * from '{path}'")) for path in kept],
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['besides the list']} {case['asked']}",
            marks=() if case["by"] == "day" else pytest.mark.night("tests/months/test_list_alone.py"),
        )
        for case in CASES
    ],
)
def test_a_strike_reads_files_only_where_something_else_may_have_changed(
    case: Row, world: World, reads: Mock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where it reads none, the same run without a cache, which has to read them, gives the same release."""
    what, asked = str(case["besides the list"]), str(case["asked"]).split()
    number = "9990009989" if what == "a number that nobody bears" else world.did["2019-10"][1][0]
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    list_one(world, world.did["2019-10"][2][0])
    assert world.run("--month", "2019-11") == 0
    if what in BESIDES:
        BESIDES[what](world)
    list_one(world, number)
    reads.reset_mock()
    beside = tmp_path_factory.mktemp("beside")
    with copied(world.folder, beside) as other:
        other.did, other.hes, other.more = world.did, world.hes, world.more
        assert world.run(*asked) == 0

        assert reads.called == (case["reads files"] == "yes")
        if not reads.called:
            shutil.rmtree(beside / "out" / "cache")
            assert other.run(*asked) == 0
            assert reads.call_count == 1
            assert all_of(other) == all_of(world)
            assert facts(other.manifest) == facts(world.manifest)
