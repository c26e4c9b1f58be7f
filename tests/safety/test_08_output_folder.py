"""The program writes and deletes only in a folder that it made, only names that it made, and never through a link."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import remove_earlier_index, tidy
from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.adoption import MARKER
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_work
from linkage.session.surroundings import unheard
from tests.safety.small_job import MONTH, copied, published, run, small_job

pytestmark = pytest.mark.slow

__all__ = ["published"]


def put(path: Path, text: str = "mine") -> None:
    """A file of the user's, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Everything below a folder but what the program itself keeps open: content of files, targets of links."""
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}"
        if path.is_symlink()
        else path.read_text("latin-1")
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def beside_own_work(job: Path) -> Path:
    """`output = "."`: the job's own folder, with a work/ of the user's in it."""
    put(job.parent / "work" / "thesis.txt")
    job.write_text(job.read_text("utf-8").replace('output = "out"', 'output = "."'), "utf-8")
    return job.parent


def another_folder(job: Path) -> Path:
    """A folder with something of somebody else's in it, as if by a slip."""
    put(job.parent / "out" / "releases" / "0001" / "notes.txt")
    return job.parent / "out"


def a_file(job: Path) -> Path:
    """A single file, and no folder of ours."""
    put(job.parent / "out" / "README")
    return job.parent / "out"


def linked(name: str) -> Callable[[Path], Path]:
    """A folder that is ours but for one that leads elsewhere."""

    def made(job: Path) -> Path:
        elsewhere = job.parent / "elsewhere"
        put(elsewhere / "thesis.txt")
        put(elsewhere / "tables.duckdb")
        put(elsewhere / f"{'0' * 32}" / "identity.parquet")
        out = job.parent / "out"
        Layout(out).create()
        if (out / name).is_dir():
            shutil.rmtree(out / name)
        (out / name).symlink_to(elsewhere)
        return job.parent

    made.__name__ = f"linked {name}"
    return made


def linked_file(name: str) -> Callable[[Path], Path]:
    """A file that we would write leads to one of the user's."""

    def made(job: Path) -> Path:
        put(job.parent / "thesis.txt")
        out = job.parent / "out"
        Layout(out).create()
        (out / name).unlink(missing_ok=True)
        (out / name).symlink_to(job.parent / "thesis.txt")
        return job.parent

    made.__name__ = f"linked {name}"
    return made


@pytest.mark.parametrize(
    "made",
    [
        beside_own_work,
        another_folder,
        a_file,
        *(
            linked(name)
            for name in ("work", "releases", "secure", "state", "reports", "state/index", "cache")
        ),
        *(
            linked_file(name)
            for name in (MARKER, "current.txt", "state/lock", "state/lock.owner", "state/journal.jsonl")
        ),
    ],
)
def test_a_folder_that_is_not_wholly_ours_is_refused(
    made: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 from run, plan and doctor, what to do next, and not a byte changed."""
    job = small_job(tmp_path)
    folder = made(job)
    before = tree(folder)
    for command in (
        ["run", str(job), "--month", MONTH, "--quiet"],
        ["plan", str(job), "--month", MONTH],
        ["doctor", str(job)],
    ):
        assert exit_code(command) == 2, command
        told = capsys.readouterr()
        assert "[job] output" in told.err + told.out or "move it away" in told.err + told.out
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("tables.duckdb", True),
        ("tables.duckdb.wal", True),
        ("current.txt.draft", True),
        ("release-0007/links/part.parquet", True),
        ("secure-0007/quarantine.parquet", True),
        ("spill/duckdb_temp_storage_DEFAULT-0.tmp", True),
        ("site.draft/releases/0001/index.html", True),
        ("site-shareable.draft/index.html", True),
        ("site/mine.html", False),
        ("spill/mine.txt", False),
        ("tables.duckdb/mine.txt", False),
        ("release-7/mine.txt", False),
        ("releases/mine.txt", False),
        ("thesis.txt", False),
        (".hidden", False),
    ],
)
def test_only_names_of_our_making_go_from_work(name: str, is_ours: bool, tmp_path: Path) -> None:
    """What else lies there is left, and told."""
    layout = Layout(tmp_path / "out")
    with hold(layout):
        put(layout.work / name)
        left = clear_work(layout)
        assert (layout.work / name).exists() is not is_ours
        assert bool(left) is not is_ours


def test_links_in_work_are_not_followed(tmp_path: Path) -> None:
    """A link under a name of ours is left; one inside a draft goes and what it leads to stays."""
    layout = Layout(tmp_path / "out")
    put(tmp_path / "elsewhere" / "thesis.txt")
    with hold(layout):
        (layout.work / "release-0001").symlink_to(tmp_path / "elsewhere")
        (layout.work / "spill").symlink_to(tmp_path / "elsewhere")
        (layout.work / "release-0002").mkdir()
        (layout.work / "release-0002" / "links").symlink_to(tmp_path / "elsewhere")
        assert clear_work(layout) == ("release-0001", "spill")
    assert not (layout.work / "release-0002").exists()
    assert (tmp_path / "elsewhere" / "thesis.txt").read_text("utf-8") == "mine"


def test_an_unfinished_release_that_is_a_link_is_left(tmp_path: Path) -> None:
    """And a number in the journal cannot lead out of the folder."""
    layout = Layout(tmp_path / "out")
    put(tmp_path / "elsewhere" / "thesis.txt")
    with hold(layout):
        journal.append(layout.journal, journal.STARTED, "0001")
        (layout.releases / "0001").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(ConfigError, match="move it away"):
            clear_work(layout)
    layout.journal.write_text('{"action": "started", "release": "../../elsewhere"}\n', "utf-8")
    assert exit_code(["run", str(small_job(tmp_path)), "--month", MONTH]) == 7
    assert (tmp_path / "elsewhere" / "thesis.txt").exists()


def test_a_run_tells_what_it_leaves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The user's file in work/, other programs' passing files where it spills; the month is published."""
    job = small_job(tmp_path, '[duckdb]\nspill = "fast"\n')
    layout = Layout(tmp_path / "out")
    layout.create()
    put(layout.work / "thesis.txt")
    put(tmp_path / "fast" / "duckdb_temp_storage_DEFAULT-0.tmp")
    run(job)
    assert "thesis.txt" in capsys.readouterr().err
    assert layout.current() == "0001"
    assert [path.name for path in layout.work.iterdir()] == ["thesis.txt"]
    assert [path.name for path in (tmp_path / "fast").iterdir()] == ["duckdb_temp_storage_DEFAULT-0.tmp"]


@pytest.mark.parametrize("is_published", [True, False])
def test_a_current_that_is_a_folder_is_never_removed(
    is_published: bool, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the first release and after it; the message says how to move it away."""
    job = copied(published, tmp_path) if is_published else small_job(tmp_path)
    layout = Layout(tmp_path / "out")
    layout.create()
    layout.current_link.unlink(missing_ok=True)
    put(layout.current_link / "thesis.txt")
    for command in (
        ["run", str(job), "--month", MONTH, "--quiet"],
        ["releases", "rollback", str(job), "0001", "--reason", "x"],
    ):
        assert exit_code(command) == (7 if is_published or command[0] == "run" else 2)
        told = capsys.readouterr().err
        assert f"mv {layout.current_link}" in told or "no such release" in told
    assert (layout.current_link / "thesis.txt").exists()


def test_what_no_run_uses_goes_from_the_cache_and_nothing_else(tmp_path: Path) -> None:
    """By the form of its name; an index that an earlier version kept in state/ too."""
    names = ("a" * 32, "b" * 32, f".{'c' * 32}.draft", "thesis", "d" * 31)
    for place in ("cache/editions", "state/index"):
        for name in names:
            put(tmp_path / place / name / "file")
        (tmp_path / place / ("e" * 32)).symlink_to(tmp_path / "elsewhere")
        put(tmp_path / place / ("f" * 32))
    put(tmp_path / "elsewhere" / "thesis.txt")
    cache = Cache(tmp_path / "cache", unheard)
    cache.used[f"editions/{'a' * 32}"] = None
    tidy(cache, 2)
    remove_earlier_index(tmp_path / "state")
    left = ["thesis", "d" * 31, "e" * 32, "f" * 32]
    assert sorted(path.name for path in (tmp_path / "cache/editions").iterdir()) == sorted(["a" * 32, *left])
    assert sorted(path.name for path in (tmp_path / "state/index").iterdir()) == sorted(left)
    assert (tmp_path / "elsewhere" / "thesis.txt").exists()


@pytest.mark.parametrize("name", ["did", "truth", ".world-draft", ".world-work"])
def test_a_world_is_not_made_through_a_link_or_beside_a_job(name: str, tmp_path: Path) -> None:
    """Nor does the demo run a job that it did not write."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / name).symlink_to(tmp_path / "elsewhere")
    assert exit_code(["synth", str(tmp_path / "world"), "--people", "100"]) == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert exit_code(["demo", str(small_job(tmp_path / "mine").parent), "--people", "100"]) == 2
    assert not (tmp_path / "mine" / "out").exists()


def test_init_writes_through_no_link(tmp_path: Path) -> None:
    """A link to a file that is not there yet would make it."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "job.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert exit_code(["init", str(tmp_path / "new")]) == 2
    assert not (tmp_path / "elsewhere.toml").exists()


@pytest.mark.parametrize("named", ["models/m.json", "models/m.html", "job.toml", "did/DID_2019-11.csv"])
def test_training_replaces_no_file_of_another_kind(
    named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--force` is for models: a file that no training wrote stays."""
    job = small_job(
        tmp_path,
        profile="hes_did",
        model=named if named.endswith("toml") or "did" in named else "models/m.json",
    )
    put(tmp_path / "models" / "m.html") if named.endswith("html") else None
    put(tmp_path / "models" / "m.json") if named == "models/m.json" else None
    before = (tmp_path / named).read_bytes()
    assert exit_code(["train", str(job), "--force", "--quiet"]) == 2
    assert "linkage train` wrote" in capsys.readouterr().err
    assert (tmp_path / named).read_bytes() == before


def test_a_report_is_written_through_no_link(published: Path, tmp_path: Path) -> None:
    """Neither a folder nor a file in reports/ leads elsewhere."""
    job = copied(published, tmp_path)
    put(tmp_path / "elsewhere" / "index.html")
    reports = tmp_path / "out" / "reports"
    reports.mkdir()
    (reports / "0001").symlink_to(tmp_path / "elsewhere")
    assert exit_code(["report", str(job)]) == 2
    (reports / "0001").unlink()
    (reports / "0001").mkdir()
    (reports / "0001" / "index.html").symlink_to(tmp_path / "elsewhere" / "index.html")
    assert exit_code(["report", str(job)]) == 2
    assert tree(tmp_path / "elsewhere") == {"index.html": "mine"}


def test_another_job_in_the_same_folder_is_told(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Renaming a job is no fault, and makes no month another: it is said, and there is nothing to do."""
    job = copied(published, tmp_path)
    job.write_text(job.read_text("utf-8").replace('name = "small"', 'name = "other"'), "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    said = capsys.readouterr()
    assert "made by the job small" in said.err and "nothing to do" in said.out
