"""The secret of the pseudonyms: where it comes from, what it makes, and that it does not show."""

import hashlib
import hmac
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError, ResourceError
from linkage.session.keys import Key, find_key

SECRET = b"0123456789abcdef0123456789abcdef"


def found(setting: str | None, folder: Path, environment: dict[str, str] | None = None) -> Key:
    """The key of a job that lies in `folder`."""
    return find_key(setting, folder=folder, state=folder, environment=environment or {})


@given(secret=st.binary(min_size=32, max_size=100), text=st.text())
def test_pads_make_an_hmac(secret: bytes, text: str) -> None:
    """Whatever the length of the secret, hashing with the pads is HMAC-SHA-256 by the standard library."""
    key, message = Key(secret), text.encode("utf-8", "surrogatepass")
    for purpose, expected in (("event", secret), ("spell", hmac.digest(secret, b"spell", "sha256"))):
        inner, outer = key.pads(purpose)
        by_pads = hashlib.sha256(outer + hashlib.sha256(inner + message).digest()).digest()
        assert by_pads == hmac.digest(expected, message, "sha256")


def test_the_database_makes_the_same_event_id() -> None:
    """Site, a unit separator, accession number: anybody with the key can repeat it."""
    engine = DuckDBEngine()
    engine.load("pad", {"inner_pad": "binary", "outer_pad": "binary"}, [Key(SECRET).pads("event")])
    hashed = engine.dialect.keyed_hash("concat('RA101', chr(31), 'A1é')", "inner_pad", "outer_pad")
    expected = hmac.new(SECRET, "RA101\x1fA1é".encode(), hashlib.sha256).hexdigest()
    assert engine.scalar(f"select {hashed} from pad") == expected


def test_purposes_and_keys_share_nothing() -> None:
    """One text, three purposes and two keys: six pads, and ids that tell keys apart."""
    other = Key(SECRET[::-1])
    pads = {key.pads(purpose) for key in (Key(SECRET), other) for purpose in ("event", "spell", "person")}
    assert len(pads) == 6
    assert Key(SECRET).key_id != other.key_id
    assert (
        Key(SECRET).digest("lists", "x") != Key(SECRET).digest("inputs", "x") != other.digest("inputs", "x")
    )


def test_the_secret_does_not_show() -> None:
    """Not in a message, not in a log, not in the key id."""
    key = Key(SECRET)
    assert "0123" not in f"{key!r} {key}"
    assert key.key_id == hmac.new(SECRET, b"linkage pseudonym key id", hashlib.sha256).hexdigest()[:16]


def test_a_random_key_is_made_once(tmp_path: Path) -> None:
    """32 bytes for the owner alone; the next run finds them."""
    key = found(None, tmp_path)
    path = tmp_path / "pseudonym.key"
    assert path.read_bytes() == key.secret
    assert len(key.secret) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert found(None, tmp_path) == key
    assert [p.name for p in tmp_path.iterdir()] == ["pseudonym.key"]
    with pytest.raises(ResourceError, match="could not be made"):
        found(None, tmp_path / "nowhere")


def test_a_random_key_where_links_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems have no hard links; another run may also have been quicker."""

    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    def overtaken(_: object, path: Path) -> None:
        path.write_bytes(SECRET)
        path.chmod(0o600)
        raise FileExistsError

    with monkeypatch.context() as patch:
        patch.setattr("os.link", refused)
        assert len(found(None, tmp_path).secret) == 32
    (tmp_path / "pseudonym.key").unlink()
    monkeypatch.setattr("os.link", overtaken)
    assert found(None, tmp_path).secret == SECRET
    assert [p.name for p in tmp_path.iterdir()] == ["pseudonym.key"]


def test_a_key_from_a_file_or_the_environment(tmp_path: Path) -> None:
    """The path is relative to the job file; every byte counts."""
    (tmp_path / "my.key").write_bytes(SECRET + b"\n")
    (tmp_path / "my.key").chmod(0o600)
    assert found("file:my.key", tmp_path).secret == SECRET + b"\n"
    assert found(f"file:{tmp_path / 'my.key'}", Path("/")).secret == SECRET + b"\n"
    assert found("env:MY_KEY", tmp_path, {"MY_KEY": SECRET.decode()}).secret == SECRET


@pytest.mark.parametrize(
    ("setting", "mode", "told"),
    [
        ("file:none.key", 0o600, "none.key cannot be read"),
        ("file:good.key", 0o640, "chmod 600"),
        ("file:good.key", 0o604, "chmod 600"),
        ("file:short.key", 0o600, "at least 32"),
        ("env:NONE", 0o600, "no variable NONE"),
        ("env:SHORT", 0o600, "at least 32"),
    ],
)
def test_a_key_that_cannot_be_used(tmp_path: Path, setting: str, mode: int, told: str) -> None:
    """Exit code 2: where it was looked for and what to do; never the key, and never another key instead."""
    for name, content in (("good.key", SECRET), ("short.key", SECRET[:31])):
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(mode)
    with pytest.raises(ConfigError, match=told) as problem:
        found(setting, tmp_path, {"SHORT": SECRET[:31].decode()})
    assert "0123" not in str(problem.value)
