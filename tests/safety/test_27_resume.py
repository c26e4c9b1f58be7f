"""A run that was broken off resumes from its last whole step, and comes out as if nothing had happened."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import GateError, ResourceError
from linkage.release import broken_run
from linkage.release.broken_run import WholeStep
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_left
from linkage.session.keys import Key
from tests.safety.broken_runs import (
    copied,
    everything,
    keyed_job,
    killed,
    left,
    run,
    steps_of_kills,
    thaw,
)
from tests.safety.strikes import NOVEMBER, OCTOBER, put_on_list

pytestmark = pytest.mark.slow

MONTH = ("--month", OCTOBER)
AT_THE_START = ("apc_record_key_shared", "apc_repeated_key", "input_rest")
"""What the first step makes first: the rows of files go into the cache, and are no tables."""
STEPS = ["inputs", "hospital", "index", "keys"]
STEPS += [f"{step} of {OCTOBER}" for step in ("events", "ranks", "resolve", "pathways", "statistics")]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job of two months whose key is given, so that two folders of it have the same ids."""
    return keyed_job(tmp_path_factory.mktemp("resume") / "job")


@pytest.fixture(scope="module")
def undisturbed(job: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What one month comes to when nobody kills it."""
    own = copied(job, tmp_path_factory.mktemp("undisturbed") / "job")
    assert run(own, *MONTH) == 0
    return everything(own)


def kept_made(job: Path) -> set[str]:
    """What the editions of the cache are of."""
    contents = (job.parent / "out" / "cache" / "editions").glob("*/content.json")
    return {json.loads(path.read_text("utf-8"))["content"]["made_from"]["made"] for path in contents}


@pytest.mark.parametrize("settings", ["", "[cache]\nkeep_editions = 0"], ids=["a cache", "none"])
def test_killed_after_every_step(
    settings: str, undisturbed: dict[str, object], job: Path, tmp_path: Path
) -> None:
    """One run after the other makes one step and is killed: the last comes out as one that was left alone."""
    own = copied(job, tmp_path / "job")
    own.write_text(f"{own.read_text('utf-8')}\n{settings}\n", "utf-8")
    found = [last for *_, last in steps_of_kills(own, MONTH)]

    assert found == [*STEPS, OCTOBER]
    assert everything(own) == undisturbed
    assert list((own.parent / "out" / "work").iterdir()) == []
    made = set() if settings else {"index", "people", "episode", "event_row"}
    assert made <= kept_made(own) and bool(made) == bool(kept_made(own))


@pytest.mark.slow
def test_killed_after_every_step_of_a_second_month(job: Path, tmp_path: Path) -> None:
    """Published months are looked at on the way, and no step that is whole is made again for it."""
    own = copied(job, tmp_path / "job")
    assert run(own, *MONTH) == 0
    whole = copied(own, tmp_path / "whole")
    second = ("--month", NOVEMBER)
    assert run(whole, *second) == 0
    found = [last for *_, last in steps_of_kills(own, second)]

    after_changes = [
        f"{name} of {NOVEMBER}" for name in ("events", "ranks", "resolve", "pathways", "statistics")
    ]
    assert found[found.index("changes") :] == ["changes", *after_changes, NOVEMBER]
    assert everything(own) == everything(whole)


def test_killed_inside_a_step(
    job: Path, undisturbed: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is half made is made again, in the tables that the step began with; the user is told after which it was."""
    own = copied(job, tmp_path / "job")
    assert killed(own, MONTH, lambda _, kind, table: (kind, table) == ("create", "rank_pair"))
    assert left(own) == STEPS[:5]
    capsys.readouterr()
    assert run(own, *MONTH) == 0

    assert "5 step(s) of it are whole, resuming after events of 2019-10" in capsys.readouterr().err
    assert everything(own) == undisturbed


@pytest.fixture(scope="module")
def left_behind(job: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job, its run killed just after the person index."""
    own = copied(job, tmp_path_factory.mktemp("broken") / "job")
    assert killed(own, MONTH, lambda _, kind, table: (kind, table) == ("wrote", "index"))
    assert left(own) == STEPS[:3]
    shutil.copytree(own.parent, own.parent.with_name("pristine"), symlinks=True)
    return own


@pytest.fixture
def broken(left_behind: Path) -> Path:
    """The same as it was left, in the place where it was left: its tables name files of its cache."""
    if left_behind.parent.exists():
        thaw(left_behind.parent)
    shutil.copytree(left_behind.parent.with_name("pristine"), left_behind.parent, symlinks=True)
    return left_behind


def first_made(job: Path, *asked: str) -> str:
    """The first table that the next run makes; it is killed there."""
    made: list[str] = []

    def at(_: int, kind: str, table: str) -> bool:
        made.extend([table] if kind == "create" else [])
        return bool(made)

    assert killed(job, asked, at)
    return made[0]


def add_a_row(job: Path) -> None:
    """One hospital file has the last row twice."""
    path = job.parent / "HES_older.txt"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1])


def set_in(job: Path, table: str, setting: str) -> None:
    """One more setting in the job file."""
    job.write_text(f"{job.read_text('utf-8')}\n[{table}]\n{setting}\n", "utf-8")


def damage(job: Path) -> None:
    """Half of the working tables."""
    path = job.parent / "out" / "work" / "tables.duckdb"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_rows(job: Path) -> None:
    """The working tables are sound, and one has not the rows that were written down."""
    layout = Layout(job.parent / "out")
    found = broken_run.read(layout)
    assert found is not None
    first, *others = found.steps
    first = first.model_copy(update={"tables": {**first.tables, "did_raw": 1}})
    broken_run.write(layout, found.model_copy(update={"steps": (first, *others)}))


def halve(job: Path) -> None:
    """Half of steps.json: it is never so by our doing."""
    path = job.parent / "out" / "work" / broken_run.NAME
    path.write_bytes(path.read_bytes()[:200])


def another_start(job: Path) -> None:
    """The machine was started again since: what was not synced may be gone."""
    layout = Layout(job.parent / "out")
    found = broken_run.read(layout)
    assert found is not None and "machine_start" in found.made_from
    other = {**found.made_from, "machine_start": "another"}
    broken_run.write(layout, found.model_copy(update={"made_from": other}))


def clear_cache(job: Path) -> None:
    """The cache may be deleted between any two runs."""
    thaw(job.parent / "out" / "cache")


def damage_cache(job: Path) -> None:
    """One byte of a file that a table is a name for."""
    path = min((job.parent / "out" / "cache" / "editions").glob("*/episode.parquet"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "more", "told"),
    [
        pytest.param(add_a_row, (), "since then inputs changed", id="a file"),
        pytest.param(lambda job: put_on_list(job, "d"), (), "since then opt_outs changed", id="the opt-outs"),
        pytest.param(
            lambda job: set_in(job, "gates", "min_events = 2"), (), "since then job changed", id="a setting"
        ),
        pytest.param(damage, (), "cannot be used", id="tables damaged"),
        pytest.param(damage, ("--unsafe-debug",), "cannot be used", id="tables damaged, errors shown"),
        pytest.param(other_rows, (), "cannot be used", id="other tables"),
        pytest.param(
            lambda job: (job.parent / "out" / "work" / "tables.duckdb").unlink(),
            (),
            "cannot be used",
            id="no tables",
        ),
        pytest.param(another_start, (), "machine_start changed", id="another start"),
        pytest.param(clear_cache, (), "since then cache changed", id="no cache"),
        pytest.param(damage_cache, (), "cannot be used", id="cache damaged"),
        pytest.param(halve, (), "cannot be read", id="half of steps.json"),
        pytest.param(lambda _: None, ("--no-resume",), "clears it", id="as asked"),
        pytest.param(lambda job: set_in(job, "duckdb", "resume = false"), (), "clears it", id="as set"),
    ],
)
def test_what_makes_a_run_begin_anew(
    broken: Path,
    change: Callable[[Path], object],
    more: tuple[str, ...],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is told; nothing of the broken run is used."""
    own = broken
    change(own)
    capsys.readouterr()

    assert first_made(own, *MONTH, *more) in AT_THE_START
    assert left(own) == []
    assert told in capsys.readouterr().err


def test_an_output_folder_that_was_moved_begins_anew(
    broken: Path, undisturbed: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its tables name files where it lay."""
    own = copied(broken, tmp_path / "job")
    thaw(broken.parent)
    assert run(own, *MONTH) == 0
    assert "begins anew" in capsys.readouterr().err
    assert everything(own) == undisturbed


@pytest.mark.parametrize(
    ("asked", "setting", "made"),
    [
        pytest.param(MONTH, "", "event_change", id="the same again"),
        pytest.param(("--month", NOVEMBER), "", "event_change", id="another month"),
        pytest.param(MONTH, "threads = 1", "event_change", id="less of the machine"),
    ],
)
def test_what_is_resumed(broken: Path, asked: tuple[str, ...], setting: str, made: str) -> None:
    """Files and index are the same for every month, and whatever the machine gives."""
    own = broken
    if setting:
        set_in(own, "duckdb", setting)

    assert first_made(own, *asked) == made
    assert left(own) == STEPS[:3]


@pytest.mark.parametrize(
    ("problem", "code", "stays"),
    [
        (ResourceError("the disk filled up"), 6, True),
        (GateError("refused"), 4, False),
        (ValueError(), 1, False),
    ],
)
def test_which_endings_leave_a_run_to_be_resumed(
    problem: Exception, code: int, stays: bool, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the machine ended, but nothing that would end so again."""
    own = broken
    real = DuckDBEngine.create

    def create(engine: DuckDBEngine, table: str, query: str, *, brief: bool = False) -> int:
        if table == "event_version":
            raise problem
        return real(engine, table, query, brief=brief)

    monkeypatch.setattr(DuckDBEngine, "create", create)
    assert run(own, *MONTH) == code
    names = {path.name.removesuffix(".wal") for path in (own.parent / "out" / "work").iterdir()}
    assert names == ({"steps.json", "tables.duckdb"} if stays else set())


def test_plan_and_doctor_tell_what_there_is(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And whether the next run goes on with it."""
    own = broken
    assert exit_code(["plan", str(own), *MONTH, "--quiet"]) == 0
    assert "3 whole step(s), the last of which is index: the next run resumes" in capsys.readouterr().out
    assert exit_code(["doctor", str(own)]) == 0
    assert "its last whole step (index)" in " ".join(capsys.readouterr().out.split())
    set_in(own, "report", 'contact = "somebody"')
    assert exit_code(["plan", str(own), *MONTH, "--quiet"]) == 0
    assert "since then job changed, so the next run begins anew" in capsys.readouterr().out


def test_another_command_clears_it_and_says_so(broken: Path) -> None:
    """As a training does, which works in the same place."""
    layout, told = Layout(broken.parent / "out"), list[str]()
    with hold(layout):
        clear_left(layout, told.append)

    assert list(layout.work.iterdir()) == []
    (warning,) = told
    assert "3 whole step(s), the last of which is index: this command clears it" in warning


def test_what_is_kept_says_no_identifier_and_is_for_the_owner(broken: Path) -> None:
    """steps.json holds names, counts and keyed digests."""
    path = broken.parent / "out" / "work" / broken_run.NAME

    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text("utf-8")
    assert not re.search(r"(?<![0-9a-f])999[0-9]{7}(?![0-9a-f])", text)
    assert not any(word in text for word in ("AB1", "1950-03-17", "secret"))


def test_what_a_step_warned_of_is_told_again(tmp_path: Path) -> None:
    """The one who reads the log of the second run alone misses nothing."""
    told: list[str] = []
    first, second = (
        WholeSteps(Layout(tmp_path), Key(b"k" * 32), told.append, {}, is_written=False) for _ in range(2)
    )
    first.hear("a column is missing")
    first.done(WholeStep(name="inputs", digest="d", told=("a column is missing",)))
    assert second.resume(first.run) and second.passed("inputs", "d")
    assert told == ["a column is missing"] * 2
