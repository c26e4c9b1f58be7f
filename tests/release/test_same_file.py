"""A file that says the same in the next release lies on the disk once; one that does not is written."""

import errno
import os
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.content.same_file import write_same
from linkage.release.disk import link_or_copy
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, read_manifest
from linkage.release.verify import verify
from tests.release.world import run

DICTIONARY = "data_dictionary.csv"


def test_the_dictionary_of_two_releases_is_one_file(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine
) -> None:
    """Read-only, listed in both, and as it was published."""
    run(layout, april, "2026-04")
    run(layout, may, "2026-05")
    first, second = (layout.release(number) / DICTIONARY for number in ("0001", "0002"))

    assert first.samefile(second)
    assert [verify(layout, number) for number in ("0001", "0002")] == [[], []]
    assert read_manifest(second.parent / NAME).digest_of(DICTIONARY) is not None


def test_other_bytes_are_written_and_the_file_before_stays(
    layout: Layout, april: DuckDBEngine, tmp_path: Path
) -> None:
    """Nothing is written through the name that two releases share."""
    run(layout, april, "2026-04")
    before = layout.release("0001") / DICTIONARY
    content, previous = before.read_bytes(), read_manifest(before.parent / NAME)
    for name, told in (("same", content), ("other", content + b"more\n")):
        write_same(layout, previous, tmp_path / name, DICTIONARY, told)

    assert before.samefile(tmp_path / "same" / DICTIONARY)
    assert (tmp_path / "other" / DICTIONARY).read_bytes() == content + b"more\n"
    assert before.read_bytes() == content


def test_where_there_are_no_hard_links_a_copy_is_for_the_same_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is for the owner alone stays so."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refused)
    for mode in (0o600, 0o440):
        source, target = tmp_path / f"{mode:o}", tmp_path / f"copy_{mode:o}"
        source.write_bytes(b"rows")
        source.chmod(mode)
        link_or_copy(source, target)

        assert target.read_bytes() == b"rows" and not target.samefile(source)
        assert target.stat().st_mode & 0o777 == mode
