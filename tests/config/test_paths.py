"""Files are found in an order that does not depend on the file system."""

from pathlib import Path

import pytest

from linkage.config.paths import expand
from linkage.errors import InputError


def files(folder: Path, *names: str) -> None:
    """Make empty files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_patterns_in_order_and_files_by_name(tmp_path: Path) -> None:
    """A file that two patterns name counts at its first place."""
    files(tmp_path, "did/b.csv", "did/a.csv", "did/c.csv", "late/a.csv")

    found = expand(tmp_path, ["late/*.csv", "did/c.csv", "did/*.csv"], key="did.paths")

    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "late/a.csv",
        "did/c.csv",
        "did/a.csv",
        "did/b.csv",
    ]


def test_folders_are_no_files_and_two_stars_go_deeper(tmp_path: Path) -> None:
    """`hes/**/*.txt` finds files of any depth."""
    files(tmp_path, "hes/2019/apc.txt", "hes/apc.txt", "hes/odd.txt/x.csv")

    found = expand(tmp_path, ["hes/**/*.txt"], key="hes.apc.paths")

    assert [str(path.relative_to(tmp_path)) for path in found] == ["hes/2019/apc.txt", "hes/apc.txt"]


def test_the_folder_of_the_job_is_no_pattern(tmp_path: Path) -> None:
    """A bracket in its name is a bracket; a path may also be absolute."""
    folder = tmp_path / "jobs [2019]"
    files(folder, "did/a.csv")

    assert expand(folder, ["did/*.csv"], key="did.paths") == (folder / "did" / "a.csv",)
    assert expand(tmp_path, [str(tmp_path / "*" / "did")[:-3] + "did/a.csv"], key="k") == (
        folder / "did" / "a.csv",
    )


def test_a_pattern_without_a_file_is_an_input_error(tmp_path: Path) -> None:
    """All of them are named, with the key they stand under."""
    files(tmp_path, "did/a.csv")

    with pytest.raises(
        InputError, match=r'did.paths: no file matches "none.csv", "late/\*.csv" in '
    ) as refused:
        expand(tmp_path, ["did/*.csv", "none.csv", "late/*.csv"], key="did.paths")
    assert refused.value.exit_code == 3
