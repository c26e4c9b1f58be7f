"""A file that says the same in the next release lies on the disk once; one that does not is written."""

from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.release.content.same_file import write_same
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
