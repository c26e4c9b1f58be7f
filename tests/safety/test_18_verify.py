"""`releases verify` finds what changed in secure/ and in the journal, with exit code 7, in words."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.errors import IntegrityError
from linkage.release import disk, journal
from linkage.release.layout import Layout
from linkage.release.recover import clear_work
from linkage.release.verify import verify
from tests.safety.small_job import MONTH, copied, published

pytestmark = pytest.mark.slow

__all__ = ["published"]

Spoil = Callable[[Layout], None]


def secure(layout: Layout, name: str = "quarantine.parquet") -> Path:
    """A secure file of the release."""
    return layout.secure_release("0001") / name


def change_secure(layout: Layout) -> None:
    """As long as before."""
    content = secure(layout).read_bytes()
    secure(layout).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def kept(layout: Layout, name: str = "test_month=2019-11/person_number.parquet") -> Path:
    """What is kept to find opt-outs by."""
    return layout.kept_release("0001") / name


def empty_kept(layout: Layout) -> None:
    """A table of nobody: it can be read, and strikes no one."""
    table = pq.read_table(kept(layout), partitioning=None)
    pq.write_table(table.slice(0, 0), kept(layout))


def link_secure(layout: Layout) -> None:
    """The same content, elsewhere."""
    shutil.move(secure(layout), layout.output / "elsewhere")
    secure(layout).symlink_to(layout.output / "elsewhere")


def relist_secure(layout: Layout) -> None:
    """A change, and a list that fits it."""
    change_secure(layout)
    path = secure(layout, "sha256.txt")
    path.write_text(path.read_text().replace(path.read_text()[:64], "0" * 64))


def add_secure(layout: Layout) -> None:
    """One more, in a folder."""
    disk.make_folder(secure(layout, "spells"))
    secure(layout, "spells/part.parquet").write_bytes(b"")


def without_lines(*places: int) -> Spoil:
    """The journal without some of its lines."""

    def spoil(layout: Layout) -> None:
        lines = layout.journal.read_bytes().splitlines(keepends=True)
        layout.journal.write_bytes(
            b"".join(line for n, line in enumerate(lines) if n not in {p % len(lines) for p in places})
        )

    spoil.__name__ = f"without lines {places}"
    return spoil


def edit_journal(layout: Layout) -> None:
    """Another signer."""
    layout.journal.write_bytes(layout.journal.read_bytes().replace(b"A. B.", b"C. D."))


def remove_release(layout: Layout) -> None:
    """The folder that `current` leads to."""
    disk.remove(layout.release("0001"))


def spoil_manifest(content: bytes) -> Spoil:
    """A manifest that cannot be used."""

    def spoil(layout: Layout) -> None:
        path = layout.release("0001") / "manifest.json"
        path.chmod(0o600)
        path.write_bytes(content)

    spoil.__name__ = f"manifest {content[:8]!r}"
    return spoil


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (change_secure, "secure/0001/quarantine.parquet is not as it was"),
        (link_secure, "secure/0001/quarantine.parquet is a link"),
        (lambda layout: secure(layout).unlink(), "secure/0001/quarantine.parquet is missing"),
        (lambda layout: secure(layout, "sha256.txt").unlink(), "secure/0001/sha256.txt is missing"),
        (relist_secure, "secure/0001/sha256.txt is not as it was"),
        (add_secure, "secure/0001/spells/part.parquet was not there"),
        (lambda layout: shutil.rmtree(layout.secure_release("0001")), "secure/0001 is missing"),
        (empty_kept, "state/kept/0001/test_month=2019-11/person_number.parquet is not as it was"),
        (lambda layout: kept(layout, "sha256.txt").unlink(), "state/kept/0001/sha256.txt is missing"),
        (lambda layout: shutil.rmtree(layout.kept_release("0001")), "state/kept/0001 is missing"),
        (lambda layout: layout.journal.unlink(), "state/journal.jsonl has no line"),
        (without_lines(0), "state/journal.jsonl is not whole"),
        (without_lines(1), "state/journal.jsonl is not whole"),
        (without_lines(2), "state/journal.jsonl is not whole"),
        (without_lines(-1), "state/journal.jsonl is not whole"),
        (without_lines(2, 3), "state/journal.jsonl is not whole"),
        (edit_journal, "state/journal.jsonl is not whole"),
        (lambda layout: layout.journal.with_suffix(".end").unlink(), "may not be whole"),
        (lambda layout: layout.journal.write_bytes(b"{\n"), "line 1 cannot be read"),
        (remove_release, "is not there"),
        (spoil_manifest(b"{"), "manifest.json"),
        (spoil_manifest(b"[" * 100_000), "manifest.json"),
        (spoil_manifest(b'{"format_version": ' + b"9" * 5000 + b"}"), "manifest.json"),
    ],
    ids=lambda value: getattr(value, "__name__", None) if callable(value) else str(value)[:60],
)
@pytest.mark.parametrize("number", [None, "0001"])
def test_a_change_is_found(
    spoil: Spoil,
    named: str,
    number: str | None,
    published: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 7, the file by name, no Python in the words, with a number and without."""
    job = copied(published, tmp_path)
    spoil(Layout(tmp_path / "out"))
    command = ["releases", "verify", str(job), *([number] if number else [])]
    assert exit_code(command) == 7
    told = capsys.readouterr()
    assert named in told.err
    assert "Problem(" not in told.err and "Traceback" not in told.err
    assert exit_code([*command, "--json"]) == 7
    found = json.loads(capsys.readouterr().out)
    assert all({*problem} == {"path", "what"} for problem in found.get("problems", ()))
    assert (found["error"]["code"], found["error"]["kind"]) == (7, "IntegrityError")


@pytest.mark.parametrize(
    "spoil",
    [
        empty_kept,
        lambda layout: kept(layout).unlink(),
        lambda layout: kept(layout, "test_month=2019-11/event.parquet").write_bytes(b""),
        lambda layout: shutil.rmtree(layout.kept_release("0001")),
    ],
    ids=["a table of nobody", "a file gone", "a file emptied", "all gone"],
)
def test_nothing_is_published_past_what_is_kept_and_changed(
    spoil: Spoil, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has opted out could not be found by it, and the next release would carry it over as if it were whole."""
    job = copied(published, tmp_path)
    spoil(Layout(tmp_path / "out"))
    assert exit_code(["run", str(job), "--month", MONTH, "--restate", "--quiet"]) == 7
    told = capsys.readouterr().err
    assert "state/kept/0001" in told and "backup" in told and "new folder" in told
    assert Layout(tmp_path / "out").published() == ("0001",)


def test_what_was_never_published_is_a_wrong_number(published: Path) -> None:
    """Exit code 2 stays for what is wrong with the command."""
    assert exit_code(["releases", "verify", str(published), "0007"]) == 2


def test_a_release_whose_line_is_lost_is_never_removed(published: Path, tmp_path: Path) -> None:
    """A journal put back from an older backup: a whole release looks as if it had never been finished."""
    copied(published, tmp_path)
    layout = Layout(tmp_path / "out")
    shutil.copytree(layout.release("0001"), layout.release("0002"))
    layout.current_link.unlink()
    layout.current_link.symlink_to("releases/0002")
    layout.journal.write_bytes(layout.journal.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(IntegrityError, match="lines of it are gone"):
        clear_work(layout)
    assert layout.release("0001").is_dir()


def test_a_journal_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """Its lines do not name the one before them; the first new one names the last of them."""
    path = tmp_path / "journal.jsonl"
    old = b'{"action": "started", "release": "0001"}\n{"action": "published", "release": "0001"}\n'
    path.write_bytes(old)
    assert journal.faults(path) == []
    journal.append(path, journal.STARTED, "0002")
    journal.append(path, journal.PUBLISHED, "0002")
    assert journal.faults(path) == []
    path.write_bytes(old + path.read_bytes().splitlines(keepends=True)[3])
    assert journal.faults(path) != []
    path.write_bytes(path.read_bytes() + old)
    assert len(journal.faults(path)) > 1


def test_verify_of_a_whole_release_finds_nothing(published: Path) -> None:
    """Nor does it change anything."""
    before = {path: path.stat().st_mtime_ns for path in (published.parent / "out").rglob("*")}
    assert verify(Layout(published.parent / "out")) == []
    assert exit_code(["releases", "verify", str(published)]) == 0
    assert {path: path.stat().st_mtime_ns for path in (published.parent / "out").rglob("*")} == before
