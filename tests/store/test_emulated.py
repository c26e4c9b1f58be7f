"""On an emulated S3: both conditional writes, a job from a run to a removal, and a client that is refused."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ConfigError, ResourceError
from linkage.reading.opened_release import open_release
from linkage.release.store.client import Client
from linkage.release.store.store import Conflict
from linkage.session.stores.address_glob import matches, start_of
from tests.safety.small_job import MONTH, small_job
from tests.structure.imports import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("moto") is None, reason="`make test-store` installs an emulated store"),
]
SECRET = hashlib.sha256(b"of this test").hexdigest()
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "not-a-key",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret-either",
    "AWS_REGION": "us-east-1",
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Where the store answers."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.store.emulated_server"],
        cwd=ROOT,
        env={"PATH": "", "HOME": "", **CREDENTIALS},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    with server, server.stdout:
        yield server.stdout.readline().strip()
        server.kill()


@pytest.fixture
def client(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of a place of this test's own, with credentials from the environment."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    return Client("s3://bucket/of/this/test", {"endpoint": endpoint}, allow_http=True)


def test_conditional_writes(client: Client, tmp_path: Path) -> None:
    """What is there is not written over, and what has changed is not swapped."""
    first = client.put_if_absent("a/one", b"1")
    with pytest.raises(Conflict):
        client.put_if_absent("a/one", b"2")
    second = client.swap("a/one", b"2", first)
    with pytest.raises(Conflict):
        client.swap("a/one", b"3", first)
    with pytest.raises(Conflict):
        client.swap("a/none", b"3", second)
    found = client.read("a/one")
    assert found is not None and (found.content, found.version) == (b"2", second)
    assert client.read("a/none") is None and client.size("a/none") is None
    large = tmp_path / "large"
    large.write_bytes(b"0123456789" * 1_500_000)
    client.put_file("a/large", large)
    assert client.size("a/large") == 15_000_000
    assert client.fetch("a/large", tmp_path / "back") and not client.fetch("a/none", tmp_path / "none")
    assert (tmp_path / "back").read_bytes() == large.read_bytes()
    with pytest.raises(ResourceError, match="writing .* failed: No such file or directory"):
        client.fetch("a/large", tmp_path / "no folder" / "back")
    assert list(client.names("a/")) == ["a/large", "a/one"]
    listed = client.names(start_of("a/o*"))
    assert [name for name in listed if matches(name, "a/o*")] == ["a/one"]
    client.remove(["a/large", "a/one", "a/none"])
    assert list(client.names("a/")) == []


@pytest.mark.usefixtures("client")
def test_a_job(endpoint: str, tmp_path: Path) -> None:
    """Two releases and the removal of the first; what is open is read by its address."""
    job = small_job(
        tmp_path / "job",
        f'[keys]\npseudonym = "file:secret"\n\n[store]\nallow_http = true\n[store.config]\nendpoint = "{endpoint}"\n',
    )
    job.write_text(job.read_text().replace('output = "out"', 'output = "s3a://bucket/a/job"'), "utf-8")
    (job.parent / "secret").write_text(SECRET, "utf-8")
    (job.parent / "secret").chmod(0o600)

    def does(*words: str, local: str) -> int:
        split = 2 if words[0] == "releases" else 1
        return exit_code([*words[:split], str(job), *words[split:], "--set", f"job.local={local}"])

    assert does("check", local="one") == 0
    assert does("run", "--month", MONTH, "--quiet", local="one") == 0
    assert does("run", "--month", MONTH, "--restate", "--quiet", local="two") == 0
    assert does("gc", "--keep", "1", local="three") == 0
    assert does("releases", "verify", local="four") == 0
    with open_release(job, verify=True) as release:
        assert release.manifest.release == "0002"
        assert len(release.events.fetchall()) == 12


def test_a_session_without_rights(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bucket, no store and no credentials are told apart from nothing that is secret."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match="s3://no-bucket/a cannot be written to: there is no such bucket"):
        Client("s3://no-bucket/a", {"endpoint": endpoint}, allow_http=True).put_if_absent("one", b"1")
    with pytest.raises(ResourceError) as refused:
        Client("s3://bucket/a", {"endpoint": endpoint}, allow_http=False).put_if_absent("one", b"1")
    assert "s3://bucket/a could not be written to" in str(refused.value)
    assert not any(value in f"{refused.value}" for value in CREDENTIALS.values())
    assert refused.value.__cause__ is None
    with pytest.raises(ConfigError, match="the client of s3://bucket/a cannot be made"):
        Client("s3://bucket/a", {"no_such_setting": "hush"}, allow_http=True)
