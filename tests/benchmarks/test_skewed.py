"""Records that make tasks unlike are added to a country once and whole, also after a call that was broken off."""

import gzip
from pathlib import Path

import pytest

from benchmarks.spark import skewed
from benchmarks.spark.skewed import EPISODES, EVENTS, FILE, IMAGED, NEIGHBOURS, PLACE, UNNUMBERED, make_skewed

IDS = ("EPIKEY", "PROVSPNOPS", "SUSRECID", "TOKEN_PERSON_ID", "SEX", "HOMEADD", "DOB", "NEWNHSNO")
COLUMNS = (*IDS, *PLACE, "ADMIDATE", "EPISTART", "EPIEND", "DISDATE")


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A country of one record in each file."""
    for place, lines in {
        "hes/HES_APC_1920.txt.gz": ["|".join(COLUMNS), "|".join("x" for _ in COLUMNS)],
        "did/DID_2019-11.csv.gz": [",".join(f"cell {number}" for number in range(9))],
    }.items():
        (tmp_path / place).parent.mkdir()
        with gzip.open(tmp_path / place, "wt", encoding="utf-8") as written:
            written.write("".join(f"{line}\n" for line in lines))
    return tmp_path


def lines(file: Path) -> list[str]:
    """Of a file that can be read to its end."""
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        return opened.read().splitlines()


@pytest.mark.parametrize("broken", ["stay", "ids", "imaging"])
def test_what_a_broken_call_left_is_not_taken_for_done(
    country: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that a job reads is there before it is whole; the next call makes both files."""
    before = {path for path in country.rglob("*") if path.is_file()}
    whole, calls = getattr(skewed, broken), iter(range(100))

    def broken_off(*given: object) -> object:
        if broken == "imaging" or next(calls) == 50:
            raise KeyboardInterrupt
        return whole(*given)

    with monkeypatch.context() as patch:
        patch.setattr(skewed, broken, broken_off)
        with pytest.raises(KeyboardInterrupt):
            make_skewed(country, 1)
    assert {path for path in country.rglob("*.gz") if path.is_file()} == before

    make_skewed(country, 1)
    made = {path: path.read_bytes() for path in country.rglob("*.gz")}
    assert len(lines(country / "hes" / FILE)) == 1 + EPISODES + NEIGHBOURS
    assert len(lines(country / "did" / EVENTS)) == IMAGED + UNNUMBERED
    assert {path for path in country.rglob("*") if path.is_file()} == {
        *before,
        country / "hes" / FILE,
        country / "did" / EVENTS,
    }

    make_skewed(country, 2)
    assert {path: path.read_bytes() for path in country.rglob("*.gz")} == made
