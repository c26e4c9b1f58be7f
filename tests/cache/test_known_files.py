"""Digests of files that are remembered: of those that nobody has written to since, and of no others."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.cache import known_files
from linkage.cache.known_files import LIST, TICK, KnownFiles, forget_files, keep_files, look_at
from linkage.cli.main import exit_code
from linkage.steps.inputs import fingerprint
from tests.safety.delivered import MONTH, PEOPLE, did_bytes, put, small_job

LATER = datetime.now(UTC) + timedelta(days=1)
"""A run that is begun long after its files were written."""


def digest(path: Path, known: KnownFiles) -> tuple[str, bool]:
    """The digest of a file, and whether it was read for it; noted, as a run does."""
    with path.open("rb") as opened:
        look = look_at(opened.fileno())
        found = known.digest_of(path, look)
        taken = found or hashlib.sha256(opened.read()).hexdigest()
    known.note(path, look, taken)
    return taken, found is None


def next_run(known: KnownFiles, folder: Path) -> KnownFiles:
    """What the next run is left."""
    keep_files(folder, known, LATER)
    return known_files.known_files(folder)


def written(path: Path) -> None:
    """As long, and its old time back: a careful copy does so."""
    before = path.stat()
    path.write_bytes(b"21")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    """By another file of the same bytes."""
    path.with_suffix(".new").write_bytes(path.read_bytes())
    path.with_suffix(".new").replace(path)


def longer(path: Path) -> None:
    """By a line."""
    path.write_bytes(path.read_bytes() + b"3")


def touched(path: Path) -> None:
    """Given another time."""
    os.utime(path, (1, 1))


def read(path: Path) -> None:
    """By anybody."""
    path.read_bytes()


@pytest.mark.parametrize(
    ("what", "is_read"),
    [(read, False), (written, True), (replaced, True), (longer, True), (touched, True)],
)
def test_a_file_is_digested_again_if_it_was_written_to(
    what: Callable[[Path], None], is_read: bool, tmp_path: Path
) -> None:
    """Whatever it looks like afterwards; its digest is that of its bytes in any case."""
    file = tmp_path / "file.csv"
    file.write_bytes(b"12")
    known = KnownFiles({})
    assert digest(file, known)[1] is True

    what(file)

    assert digest(file, next_run(known, tmp_path / "cache")) == (
        hashlib.sha256(file.read_bytes()).hexdigest(),
        is_read,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    course=st.lists(
        st.lists(st.tuples(st.integers(0, 2), st.sampled_from([written, replaced, longer, touched, read])))
    )
)
def test_no_course_of_changes_goes_unseen(
    course: list[list[tuple[int, Callable[[Path], None]]]], tmp_path: Path
) -> None:
    """Run after run, each with what the one before it left."""
    files = [tmp_path / f"{number}.csv" for number in range(3)]
    for number, file in enumerate(files):
        file.write_bytes(f"{number}2".encode())
    known = KnownFiles({})
    for changes in course:
        for number, what in changes:
            what(files[number])
        for file in files:
            assert digest(file, known)[0] == hashlib.sha256(file.read_bytes()).hexdigest()
        known = next_run(known, tmp_path / "cache")


@pytest.mark.parametrize(
    ("since", "is_listed"), [(TICK / 2, False), (TICK + timedelta(milliseconds=1), True), (-TICK, False)]
)
def test_a_file_that_was_just_changed_is_not_listed(
    since: timedelta, is_listed: bool, tmp_path: Path
) -> None:
    """It may be changed once more in the same tick; nor is one from the future, by a clock that was set back."""
    file = tmp_path / "file.csv"
    file.write_bytes(b"12")
    known = KnownFiles({})
    digest(file, known)
    changed = datetime.fromtimestamp(max(file.stat().st_ctime, file.stat().st_mtime), UTC)

    keep_files(tmp_path / "cache", known, changed + since)

    assert digest(file, known_files.known_files(tmp_path / "cache"))[1] is not is_listed


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"[", b"[]", b"1", b'{"a": 1}', b'{"a": [[1, 2], "x"]}', b'{"a": [[1, 2, 3, 4, "b"], "x"]}'],
)
def test_a_list_that_is_none(spoilt: bytes, tmp_path: Path) -> None:
    """Costs that the files are read, and nothing else; one that is not there may be taken away."""
    (tmp_path / LIST).write_bytes(spoilt)
    assert known_files.known_files(tmp_path).text(LATER) == b"{}\n"

    forget_files(tmp_path)
    forget_files(tmp_path)

    assert not (tmp_path / LIST).exists()


@pytest.mark.slow
def test_a_run_reads_no_file_that_the_last_one_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For its digest; after a run that failed all are read, and where nothing is to be kept none is known."""
    job = small_job(tmp_path / "job")
    put(job, a=did_bytes(*PEOPLE))
    read_files: list[str] = []

    class Noting:
        @staticmethod
        def file_digest(opened: object, name: str) -> "hashlib._Hash":
            read_files.append(Path(str(getattr(opened, "name", ""))).name)
            return hashlib.file_digest(opened, name)  # type: ignore[arg-type]

    def read_by(*words: str) -> set[str]:
        read_files.clear()
        exit_code(["run", str(job), "--month", MONTH, "--quiet", *words])
        return set(read_files)

    monkeypatch.setattr(fingerprint, "hashlib", Noting)
    monkeypatch.setattr(known_files, "TICK", timedelta(0))
    every = read_by()
    assert len(every) > 1
    assert read_by() == set()
    put(job, a=did_bytes(*PEOPLE) + b"half,a,row\n")
    assert read_by() == {"a.csv"}
    assert exit_code(["run", str(job), "--month", "2031-01", "--quiet"]) != 0
    assert read_by() == every
    job.write_text(job.read_text("utf-8") + "\n[cache]\nkeep_editions = 0\n", "utf-8")
    read_by()
    assert read_by() == every
