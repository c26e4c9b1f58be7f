"""Whatever happens to a published release is found, and named without a value."""

import gc
import json
import shutil
from pathlib import Path
from weakref import ref

import pyarrow.parquet as pq
import pytest

from linkage.errors import ConfigError, IntegrityError
from linkage.release import disk
from linkage.release.content.listing import listing
from linkage.release.layout import Layout
from linkage.release.problem import refuse
from linkage.release.record.manifest import FORMAT_VERSION, manifest_bytes, read_manifest
from linkage.release.verify import problems_in, verify


@pytest.fixture
def release(layout: Layout, two_months: Path) -> Path:
    """The folder of release 0002 in a copy of it; two months, writable."""
    shutil.copytree(two_months, layout.output, symlinks=True)
    folder = layout.release("0002")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def files(release: Path) -> list[Path]:
    """Every file of the release, manifest included."""
    return sorted(path for path in release.rglob("*") if path.is_file())


def test_a_flipped_bit_in_any_file(layout: Layout, release: Path) -> None:
    """One bit in the middle of each file in turn, and the first and last: found every time, in that file."""
    for path in files(release):
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert path.relative_to(release).as_posix() in {p.path for p in verify(layout)}, (
                path.name,
                place,
            )
        path.write_bytes(whole)
    assert verify(layout) == []


def test_a_file_cut_short_missing_or_new(layout: Layout, release: Path) -> None:
    """Each file in turn is cut, then taken away; then one too many is there."""
    for path in files(release):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        assert path.relative_to(release).as_posix() in {p.path for p in verify(layout)}
        path.unlink()
        assert path.relative_to(release).as_posix() in {p.path for p in verify(layout)}
        path.write_bytes(whole)
    (release / "links" / "notes.txt").write_text("mine", "utf-8")
    assert [(p.path, p.what) for p in verify(layout, "0002")] == [
        ("links/notes.txt", "is not in the manifest")
    ]


def test_a_link_in_place_of_a_file(layout: Layout, release: Path) -> None:
    """The content is right and may change at any time."""
    spells = release / "spells/test_month=2026-05/part-0.parquet"
    elsewhere = release.parent.parent / "elsewhere.parquet"
    spells.rename(elsewhere)
    spells.symlink_to(elsewhere)
    assert [(p.path, p.what) for p in verify(layout)] == [
        ("spells/test_month=2026-05/part-0.parquet", "is a link to somewhere else")
    ]


def test_a_manifest_rewritten_to_fit(layout: Layout, release: Path) -> None:
    """Links are dropped and every digest put right: the counts, the primaries and the journal still tell."""
    links = release / "links/test_month=2026-05/part-0.parquet"
    disk.remove(links)  # not in place: release 0001 never had this file, but a hard link would be changed too
    original = read_manifest(release / "manifest.json")
    table = pq.read_table(
        release / "events/test_month=2026-05/part-0.parquet", columns=["event_id", "status"]
    )
    pq.write_table(table.slice(1), links)
    forged = original.model_copy(update={"files": listing(release, {})})
    assert {(p.path, p.what) for p in problems_in(release, forged)} == {
        ("links/test_month=2026-05", "does not have the rows the manifest counts"),
        ("pathways/test_month=2026-05", "has not one primary row for each linked event"),
    }
    (release / "manifest.json").write_bytes(manifest_bytes(forged))
    assert "its SHA-256 differs from the journal's" in " ".join(p.what for p in verify(layout))


@pytest.mark.usefixtures("release")
def test_the_pointers(layout: Layout) -> None:
    """`current` leads to a release that is there, and current.txt says the same."""
    layout.current_text.write_text("releases/0001\n", "utf-8")
    assert [p.path for p in verify(layout)] == ["current.txt"]
    layout.current_link.unlink()
    layout.current_link.symlink_to("releases/0007")
    assert {p.path for p in verify(layout)} == {"current", "releases/0007", "state/journal.jsonl"}
    layout.current_link.unlink()
    assert [p.path for p in verify(layout, "0001")] == ["current"]
    layout.current_link.symlink_to("/etc")
    assert [p.path for p in verify(layout)] == ["current"]
    assert "ln -sfn" in verify(layout)[0].what


def test_nothing_to_verify(layout: Layout) -> None:
    """Before the first release, and for a number that was never published."""
    layout.create()
    with pytest.raises(ConfigError, match="run a month first"):
        verify(layout)
    with pytest.raises(ConfigError, match="no release 0001"):
        verify(layout, "0001")


def test_the_message_names_ten_files_and_counts_the_rest(layout: Layout, release: Path) -> None:
    """Exit code 7, and what to do next."""
    for path in files(release):
        if "test_month" in str(path) or path.name == "index.html":
            path.write_bytes(b"")
    refuse([], "0002")
    with pytest.raises(
        IntegrityError, match=r"episodes/test_month=2026-04/part-0\.parquet is not .*--restate"
    ) as told:
        refuse(verify(layout) * 2, "0002")
    assert "and 28 more" in str(told.value)
    assert told.value.exit_code == 7


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format_version": FORMAT_VERSION + 1}, "newer version"),
        ({"surprise": 1}, "at surprise"),
        ({"month": "April"}, "at month"),
        ({"files": [{"path": "../x", "sha256": "0" * 64, "bytes": 1, "rows": 1}]}, "at files.0.path"),
        ({"format_version": "one"}, "not a manifest"),
    ],
)
def test_a_manifest_that_cannot_be_understood(release: Path, change: dict[str, object], told: str) -> None:
    """The place is named, never what stands there."""
    path = release / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(IntegrityError, match=told) as problem:
        read_manifest(path)
    assert "April" not in str(problem.value)


def test_a_refused_manifest_lets_go_of_its_callers(release: Path) -> None:
    """Whoever keeps the refusal keeps no frame of a caller with it: a database in one would stay to the end."""

    class Database:
        pass

    def refused() -> ref[Database]:
        opened = Database()
        with pytest.raises(IntegrityError, match=r"at files\.0\.path") as problem:
            read_manifest(path)
        assert problem.value.exit_code == 7
        return ref(opened)

    path = release / "manifest.json"
    outside = [{"path": "../x", "sha256": "0" * 64, "bytes": 1, "rows": 1}]
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "files": outside}), "utf-8")
    opened = refused()
    gc.collect()
    assert opened() is None


def test_a_manifest_reads_as_it_was_written(release: Path) -> None:
    """Keys keep their order, so that two manifests can be laid side by side."""
    content = (release / "manifest.json").read_bytes()
    assert manifest_bytes(read_manifest(release / "manifest.json")) == content
    assert list(json.loads(content))[:4] == ["format_version", "release", "run_id", "job_name"]
    for broken in (b"", b"[]", b"{}", b'{"format_version": null}', content[:-20]):
        (release / "manifest.json").write_bytes(broken)
        with pytest.raises(IntegrityError, match="latest backup"):
            read_manifest(release / "manifest.json")
