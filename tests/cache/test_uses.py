"""What stays in the cache: the entries of the last few sets of files, whatever runs between them."""

import json
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import last_made, read_uses, tidy
from linkage.session.surroundings import unheard


def used(folder: Path, letters: str, keep: int = 2) -> str:
    """A run that uses an entry for each letter, and then tidies; gives the letters of what is left."""
    cache = Cache(folder, unheard)
    for letter in letters:
        (folder / "parts" / (letter * 32)).mkdir(parents=True, exist_ok=True)
        cache.used[f"parts/{letter * 32}"] = None
    tidy(cache, keep)
    place = folder / "parts"
    return "".join(sorted(path.name[0] for path in place.iterdir())) if place.is_dir() else ""


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        (["ab"], "ab"),
        (["ab", "ac"], "abc"),
        (["ab", "ac", "ad"], "acd"),
        (["ab", "ac", "ab", "ad"], "abd"),
        (["ab", "a", "ac"], "abc"),
        (["a", "ab", "ac"], "abc"),
        (["ab", "ac", "b", "ad"], "abd"),
    ],
)
def test_the_last_sets_of_files_stay(runs: list[str], left: str, tmp_path: Path) -> None:
    """One that is part of another, as training's is, is that other, and makes it the last."""
    for letters in runs:
        found = used(tmp_path / "cache", letters)

    assert found == left


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    """One keeps the current set alone; 0 keeps nothing."""
    for letters in ("ab", "ac", "ad"):
        found = used(tmp_path / "cache", letters, keep=3)
    assert found == "abcd"
    assert used(tmp_path / "cache", "ae", keep=1) == "ae"
    assert used(tmp_path / "cache", "", keep=0) == ""


@pytest.mark.parametrize("spoilt", [b"", b"[", b"{}", b"[1]", b'["a"]', b"[[[]]]"])
def test_a_list_of_uses_that_is_none(spoilt: bytes, tmp_path: Path) -> None:
    """Costs what lies there, and nothing else."""
    used(tmp_path / "cache", "ab")
    (tmp_path / "cache" / "uses.json").write_bytes(spoilt)

    assert used(tmp_path / "cache", "ac") == "ac"
    assert read_uses(tmp_path / "cache")[-1] == {f"parts/{letter * 32}" for letter in "ac"}


def test_the_index_of_the_last_run_is_found(tmp_path: Path) -> None:
    """By what it says it is, among those of the set that was used last."""
    cache = Cache(tmp_path / "cache", unheard)
    assert last_made(cache.folder, "index") is None
    for letter in "ab":
        folder = cache.folder / "editions" / (letter * 32)
        folder.mkdir(parents=True)
        made_from = {"content": {"made_from": {"made": "index" if letter == "b" else "deaths"}}}
        (folder / "content.json").write_text(json.dumps(made_from), "utf-8")
        cache.used[f"editions/{letter * 32}"] = None
    tidy(cache, 2)

    assert last_made(cache.folder, "index") == cache.folder / "editions" / ("b" * 32)
    assert last_made(cache.folder, "people") is None
