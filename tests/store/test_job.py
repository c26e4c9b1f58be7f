"""A job whose output is an address: every command, each from a machine that has nothing of it yet."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from linkage.reading.opened_release import open_release
from linkage.release.homes.opened import home_at, store_at
from linkage.release.record.manifest import read_manifest
from linkage.release.store import client
from tests.safety.small_job import MONTH, small_job
from tests.store.memory_store import Failing, MemoryStore

ADDRESS = "s3://bucket/prefix"
SECRET = hashlib.sha256(b"of this test").hexdigest()
MORE = '[keys]\npseudonym = "file:secret"\n\n[outputs]\ndisclosure = "hes_2018"\n'


class Machines:
    """A store, a job that publishes in it, and commands that each are given from another machine."""

    def __init__(self, folder: Path, store: MemoryStore) -> None:
        """The job lies in `folder`."""
        self.store, self.folder, self.number = store, folder, 0
        self.job = small_job(folder, MORE)
        self.job.write_text(self.job.read_text().replace('output = "out"', f'output = "{ADDRESS}"'), "utf-8")
        give_secret(folder)

    def does(self, *words: str, afresh: bool = True) -> int:
        """The exit code of a command of the job."""
        self.number += afresh
        split = 2 if words[0] == "releases" else 1
        local = ["--set", f"job.local={self.local.name}"]
        return exit_code([*words[:split], str(self.job), *words[split:], *local])

    @property
    def local(self) -> Path:
        """The folder of the machine of the last command."""
        return self.folder / f"local-{self.number}"


def give_secret(folder: Path) -> None:
    """The key that a job with an address keeps itself."""
    (folder / "secret").write_text(SECRET, "utf-8")
    (folder / "secret").chmod(0o600)


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    """A job in a store of the tests' own."""
    store = MemoryStore(late=2)
    monkeypatch.setattr(client, "Client", lambda *_given, **_named: store)
    home_at.cache_clear()
    store_at.cache_clear()
    yield Machines(tmp_path / "job", store)
    home_at.cache_clear()
    store_at.cache_clear()


def told(captured: pytest.CaptureFixture[str]) -> str:
    """What a command has said, on either stream."""
    both = captured.readouterr()
    return both.out + both.err


def tables(folder: Path) -> dict[str, object]:
    """The rows of every table of a release but for its number."""
    found = {}
    for path in sorted(folder.rglob("*.parquet")):
        rows = pq.ParquetFile(path).read()
        kept = [name for name in rows.column_names if name != "release"]
        found[path.relative_to(folder).as_posix()] = rows.select(kept).to_pylist()
    return found


@pytest.mark.slow
def test_every_command(machines: Machines, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """From the first check to a removal; the release is that of a job which publishes in a folder."""
    assert machines.does("check") == 0
    assert machines.does("run", "--month", MONTH, "--quiet") == 0
    in_folder = small_job(tmp_path / "other", MORE)
    give_secret(in_folder.parent)
    assert exit_code(["run", str(in_folder), "--month", MONTH, "--quiet"]) == 0
    # the name of the key is drawn at random, and not told in any table
    assert tables(machines.local / "releases" / "0001") == tables(
        in_folder.parent / "out" / "releases" / "0001"
    )

    assert machines.does("plan", "--month", MONTH) == 0
    assert "0001" in told(capsys)
    assert machines.does("run", "--month", MONTH, "--restate", "--quiet") == 0
    assert machines.does("run", "--month", MONTH, "--quiet") == 0
    told(capsys)
    assert machines.does("releases", "list", "--json") == 0
    assert [one["number"] for one in json.loads(capsys.readouterr().out)] == ["0001", "0002"]
    assert machines.does("releases", "show", "1") == 0
    for number in ("1", "2"):
        assert machines.does("releases", "verify", number) == 0
    assert machines.does("releases", "diff", "1", "2") == 0
    assert "published" in told(capsys)
    event = pq.read_table(machines.local / "releases" / "0002" / "links")["event_id"][0].as_py()
    assert machines.does("explain", event) == 0
    assert machines.does("report", "2") == 0
    assert machines.does("report", "1", "--shareable") == 0
    assert any(key.startswith("reports/0001/shareable/") for key in machines.store.objects)
    assert machines.does("releases", "approve", "2", "--by", "A. B.", "--note", "fit") == 0
    assert machines.does("releases", "rollback", "1", "--reason", "a test") == 0
    told(capsys)
    assert machines.does("releases", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["is_current"] for one in listed] == [True, False]
    assert [bool(one["sign_offs"]) for one in listed] == [False, True]
    assert machines.does("releases", "rollback", "2", "--reason", "back again") == 0
    assert machines.does("gc", "--keep", "1", "--also-shared", "--dry-run") == 0
    assert machines.does("gc", "--keep", "1", "--also-shared") == 0
    assert machines.does("releases", "verify") == 0
    assert machines.does("releases", "verify", "1") == 0
    told(capsys)
    assert machines.does("doctor") in (0, 1)
    assert "0002, months 2019-11" in told(capsys)
    assert machines.store.objects["state/lock"].content == b"{}\n"
    assert not [key for key, found in machines.store.objects.items() if SECRET.encode() in found.content]


@pytest.mark.slow
def test_what_is_shown_is_read_by_its_address(
    machines: Machines, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Of the output, of a release in it, and of the job; a passing folder goes, one that was named stays."""
    with pytest.raises(ConfigError, match=f"nothing has been published in {ADDRESS} yet"):
        open_release(ADDRESS)
    assert machines.does("run", "--month", MONTH, "--quiet") == 0
    told(capsys)
    with open_release(ADDRESS, verify=True) as release:
        passing = release.folder
        assert len(release.events.fetchall()) == 12
    assert not passing.exists()
    with open_release(f"{ADDRESS}/releases/0001", local=tmp_path / "here") as release:
        assert release.folder == tmp_path / "here" / "out" / "releases" / "0001"
        assert len(release.links.fetchall()) == 12
    with open_release(machines.job) as release:
        assert release.months == (MONTH,)
    with pytest.raises(ConfigError, match="there is no release 0007"):
        open_release(f"{ADDRESS}/releases/0007")
    with pytest.raises(ConfigError, match="what is to be opened is an address that names no bucket"):
        open_release("s3://bucket?hush")


@pytest.mark.slow
def test_a_store_that_fails_in_the_middle(machines: Machines, capsys: pytest.CaptureFixture[str]) -> None:
    """The run ends with exit 6, says so, resumes where it was, and the next machine sees one release."""
    machines.store.failing = Failing(9)
    assert machines.does("run", "--month", MONTH, "--quiet") == 6
    assert "the store does not answer" in told(capsys)
    machines.store.failing = Failing()
    assert "current" not in machines.store.objects
    assert machines.does("run", "--month", MONTH, "--quiet", afresh=False) == 0
    told(capsys)
    assert machines.does("releases", "verify") == 0
    assert machines.store.objects["current"].content.startswith(b"releases/0001\n")


def test_no_client(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra, the message names it, and nothing is made."""
    monkeypatch.setattr(client, "find_spec", lambda _name: None)
    home_at.cache_clear()
    store_at.cache_clear()
    job = Machines(tmp_path / "job", MemoryStore())
    for words in (("check",), ("run", "--month", MONTH), ("releases", "list")):
        assert job.does(*words) == 2
        assert "pip install 'hes-did-linkage[store]'" in told(capsys)
    home_at.cache_clear()


@pytest.mark.slow
def test_files_at_addresses(machines: Machines, capsys: pytest.CaptureFixture[str]) -> None:
    """They are named by their addresses, fetched once for each version, and read as files are; one is no file yet."""
    folder, objects = machines.folder, machines.store
    text = (
        machines.job.read_text()
        .replace("did/*.csv", "s3a://bucket/did/**/*.csv")
        .replace("hes/*", "s3://bucket/hes/H*")
    )
    machines.job.write_text(text, "utf-8")
    assert machines.does("run", "--month", MONTH, "--quiet") == 3
    assert "did.paths: there is no file at an address that is named there, in s3://bucket" in told(capsys)
    for path in (*folder.glob("did/*"), *folder.glob("hes/*")):
        objects.put_file(path.relative_to(folder).as_posix(), path)
        path.unlink()
    objects.put_if_absent("did/.hidden/a.csv", b"no file of the job")
    objects.late = 0
    assert machines.does("run", "--month", MONTH, "--quiet") == 0
    told(capsys)
    manifest = read_manifest(machines.local / "releases" / "0001" / "manifest.json")
    assert [file.path for file in manifest.inputs] == [
        "s3://bucket/did/DID_2019-11.csv",
        "s3://bucket/hes/HES_APC.txt",
    ]
    assert manifest.counts.events == 12
    assert machines.does("run", "--month", MONTH, "--quiet") == 0
    assert "releases/0002/manifest.json" not in objects.objects
    key = "did/DID_2019-11.csv"
    changed = objects.objects[key].content.replace(b"\n", b"\r\n", 1)
    objects.swap(key, changed, objects.objects[key].version)
    told(capsys)
    assert machines.does("run", "--month", MONTH, "--quiet", afresh=False) == 0
    assert "1 new, 1 gone since the release before" in told(capsys)
    kept = [path for path in (machines.local / "cache" / "fetched").rglob("*") if path.is_file()]
    assert sorted(path.name for path in kept) == ["DID_2019-11.csv", "HES_APC.txt"]
