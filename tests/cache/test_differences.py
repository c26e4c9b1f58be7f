"""A file that was sent again is made of what was made of the earlier one and of the rows that are otherwise: a law."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry
from linkage.cache.uses import tidy
from linkage.editions import difference
from linkage.editions.said import Said, differing, names_in
from linkage.engine.duckdb import DuckDBEngine
from linkage.session.surroundings import unheard
from linkage.steps.inputs.again import earlier as again
from tests.cache import deliveries
from tests.cache.deliveries import Tables, hospital_bytes, inputs_of, sources, tables, write
from tests.cache.test_deliveries_law import LAW

Row = tuple[str, ...]
#            key  person number       born          sex  postcode    start
STAYS = [
    ("1", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-04-01"),
    ("2", "P2", "9990000026", "1982-05-06", "1", "LF1  1EY", "2019-04-02"),
    ("3", "P3", "9990002002", "1990-01-31", "1", "LF1  1EY", "2019-04-03"),
    ("4", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2019-04-04"),
    ("5", "P4", "", "1800-01-01", "2", "", "2019-04-05"),
]
NEW = ("6", "P2", "9990000026", "1982-05-06", "1", "AB1  2CD", "2019-05-06")
MOVED = ("3", "P3", "9990002002", "1990-01-31", "1", "AB1  2CD", "2019-04-03")
TWICE = ("2", "P2", "9990000026", "1982-05-06", "2", "LF1  1EY", "2019-04-02")

CASES = {
    #                 before               now                       anew, left out
    "a row came": (STAYS, [*STAYS, NEW], (1, [])),
    "rows of another order": (STAYS, [NEW, *reversed(STAYS)], (1, [])),
    "a row is otherwise": (STAYS, [*STAYS[:2], MOVED, *STAYS[3:]], (1, ["P3"])),
    "a row is gone": (STAYS, STAYS[1:], (1, ["P1"])),
    "a person has other rows, and keeps some": (STAYS, [*STAYS[:3], NEW, STAYS[4]], (2, ["P1"])),
    "a row came with a key that was there": (STAYS, [*STAYS, TWICE], (2, ["P2"])),
    "the same row twice now": (STAYS, [*STAYS, STAYS[1]], (2, ["P2"])),
    "the same row twice before": ([*STAYS, STAYS[1]], STAYS, (1, ["P2"])),
    "a key twice both times, in another order": ([TWICE, *STAYS], [*STAYS, TWICE], (2, ["P2"])),
    "hardly anything is the same": (STAYS[:1], [STAYS[0], *STAYS[2:]], None),
}
"""Rows before and now; how many of now are looked at anew, and who is left out of before. None: all anew."""


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few rows are compared too, and their lines looked for."""
    monkeypatch.setattr(difference, "FEWEST_ROWS", 1)
    monkeypatch.setattr(again, "FEWEST_ROWS", 1)


def made(
    engine: DuckDBEngine, folder: Path, files: dict[str, bytes], cache: Cache | None, replace: str = "rows"
) -> Tables:
    """The tables of a delivery; however many keys are damaged, it is not refused."""
    write(folder / "hes", files)
    found = sources(folder / "hes", sorted(files), replace)
    widely = [one.__class__(**{**one.__dict__, "max_damaged_key_share": 1.0}) for one in found]
    return tables(engine, inputs_of(widely, folder, cache))


def differences(cache: Cache) -> list[Path]:
    """The differences that a run used."""
    folders = [cache.folder / name for name in cache.used]
    said = [(folder, json.loads((folder / "content.json").read_bytes())["content"]) for folder in folders]
    return [folder for folder, content in said if content["made_from"].get("made") == "difference"]


@pytest.mark.parametrize("by_lines", [True, False], ids=["lines", "values"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_looked_at_anew(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, by_lines: bool
) -> None:
    """Rows that are not just so, and all of whoever has lost one; everything else is the earlier file's."""
    monkeypatch.setattr(again, "FEWEST_ROWS", 1 if by_lines else 10_000)
    before, now, expected = CASES[case]
    cache = Cache(tmp_path / "out" / "cache", unheard)
    made(engine, tmp_path, {"HES_OP_1920_M08.txt": hospital_bytes("op", before)}, cache)
    tidy(cache, 2)
    cache = Cache(cache.folder, unheard)
    files = {"HES_OP_1920_M09.txt": hospital_bytes("op", now)}
    found = made(engine, tmp_path, files, cache)
    assert deliveries.differing(found, made(engine, tmp_path, files, None)) == []
    kept = differences(cache)
    if expected is None:
        assert (
            not kept
            or not json.loads((kept[0] / "content.json").read_bytes())["content"]["facts"]["is_worth_it"]
        )
        return
    rows = engine.parquet_sql(*(kept[0] / f"{name}.parquet" for name in ("came", "stayed")))
    people = engine.parquet_sql(kept[0] / "person.parquet")
    anew = engine.count(f"select count(*) from {rows}")
    assert (anew, [one for (one,) in engine.rows(f"select person_id from {people}")]) == expected


EDITS = st.one_of(
    st.tuples(st.just("drop"), st.integers(0, 20)),
    st.tuples(st.just("twice"), st.integers(0, 20)),
    st.tuples(st.just("last"), st.integers(0, 20)),
    st.tuples(st.sampled_from(("P1", "P2", "P3", "P5")), st.integers(0, 20)),
    st.tuples(st.sampled_from(("1971-02-03", "1982-05-06", "")), st.integers(0, 20)),
)
"""A row taken away, sent twice, moved to the end, of somebody else, or of another birth date."""


def edited(rows: Sequence[Row], edits: Sequence[tuple[str, int]]) -> list[Row]:
    """The rows after the edits; never none."""
    found = list(rows)
    for what, place in edits:
        at = place % len(found)
        key, person, number, born, *others = found[at]
        match what:
            case "drop":
                found = [*found[:at], *found[at + 1 :]] or found
            case "twice":
                found.insert(0, found[at])
            case "last":
                found.append(found.pop(at))
            case name if name.startswith("P"):
                found[at] = (key, name, number, born, *others)
            case day:
                found[at] = (key, person, number, day, *others)
    return found


def tried(engine: DuckDBEngine, months: Sequence[Sequence[tuple[str, int]]]) -> None:
    """A year sent again month by month, each time edited, with what the months before left and from scratch."""
    with TemporaryDirectory(dir=engine.session.folders[0]) as place:
        folder = Path(place)
        year: list[Row] = [*STAYS, NEW]
        attendances: list[Row] = [*STAYS]
        for number, edits in enumerate([(), *months]):
            cache = Cache(folder / "out" / "cache", unheard)
            year, attendances = edited(year, edits), edited(attendances, edits[:1])
            files = {
                f"HES_OP_1920_M{number:02}.txt": hospital_bytes("op", year),
                f"HES_AE_1920_M{number:02}.txt": hospital_bytes("ae", attendances),
                "HES_OP_1819.txt": hospital_bytes("op", [("2", *STAYS[0][1:])]),
            }
            assert (
                deliveries.differing(made(engine, folder, files, cache), made(engine, folder, files, None))
                == []
            )
            tidy(cache, 2)


MONTHS = st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=2, max_size=2)


@given(MONTHS)
@settings(LAW, max_examples=2)
def test_a_year_sent_again_is_that_of_scratch(
    engine: DuckDBEngine, months: list[list[tuple[str, int]]]
) -> None:
    """Rows that come, go, change their person, come twice or in another order; keys that another file has too."""
    tried(engine, months)


@pytest.mark.night("tests/cache/test_differences.py")
@given(st.lists(st.lists(EDITS, min_size=1, max_size=5), min_size=2, max_size=5))
@settings(LAW, max_examples=40)
def test_many_years_sent_again(engine: DuckDBEngine, months: list[list[tuple[str, int]]]) -> None:
    """The same, more often."""
    tried(engine, months)


def test_a_damaged_difference(engine: DuckDBEngine, tmp_path: Path) -> None:
    """It is told, and made again."""
    told: list[str] = []
    place = tmp_path / "out" / "cache"
    for number, rows in enumerate((STAYS, [*STAYS, NEW], [*STAYS, NEW])):
        cache = Cache(place, told.append)
        files = {f"HES_OP_1920_M{min(number, 1):02}.txt": hospital_bytes("op", rows)}
        assert (
            deliveries.differing(made(engine, tmp_path, files, cache), made(engine, tmp_path, files, None))
            == []
        )
        tidy(cache, 2)
        for folder in differences(cache):
            (folder / "came.parquet").write_bytes(b"")
    assert [line.partition(" is not whole")[1] for line in told] == [" is not whole"] * len(told) and told


@pytest.mark.parametrize("room", ["parts", "editions"])
def test_what_was_kept_of_the_earlier_file_is_gone(engine: DuckDBEngine, tmp_path: Path, room: str) -> None:
    """Then the later file is looked at whole."""
    cache = Cache(tmp_path / "out" / "cache", unheard)
    made(engine, tmp_path, {"HES_OP_1920_M08.txt": hospital_bytes("op", STAYS)}, cache)
    tidy(cache, 2)
    rmtree(cache.folder / room)
    cache = Cache(cache.folder, unheard)
    files = {"HES_OP_1920_M09.txt": hospital_bytes("op", [*STAYS, NEW])}
    assert (
        deliveries.differing(made(engine, tmp_path, files, cache), made(engine, tmp_path, files, None)) == []
    )
    assert differences(cache) == []


@pytest.mark.parametrize(
    ("now", "replace", "compared"),
    [
        ({"M08": STAYS, "M09": [*STAYS, NEW]}, "rows", 0),
        ({"M08": STAYS, "M09": [*STAYS, NEW]}, "year", 1),
        ({"M09": [*STAYS, NEW], "M10": [MOVED, *STAYS[3:], NEW]}, "rows", 1),
    ],
    ids=["the earlier file is still there", "there, and replaced", "two files of one"],
)
def test_nothing_is_taken_twice(
    engine: DuckDBEngine, tmp_path: Path, now: dict[str, list[Row]], replace: str, compared: int
) -> None:
    """Of a file that counts everything counts, and what was made of one that does not, for one file."""
    cache = Cache(tmp_path / "out" / "cache", unheard)
    made(engine, tmp_path, {"HES_OP_1920_M08.txt": hospital_bytes("op", STAYS)}, cache)
    tidy(cache, 2)
    cache = Cache(cache.folder, unheard)
    files = {f"HES_OP_1920_{name}.txt": hospital_bytes("op", rows) for name, rows in now.items()}
    found, scratch = (made(engine, tmp_path, files, one, replace) for one in (cache, None))
    assert deliveries.differing(found, scratch) == []
    assert len(differences(cache)) == compared


PEOPLE = st.frozensets(st.sampled_from("abc"))
SAID = st.dictionaries(st.sampled_from(("x", "y", "z")), st.sampled_from(("", "k", "l", "m")), max_size=3)


@given(SAID, SAID, st.fixed_dictionaries(dict.fromkeys("klm", PEOPLE)))
@settings(LAW, max_examples=200)
def test_gone_there_and_come(
    before: dict[str, str], now: dict[str, str], left_out: dict[str, frozenset[str]]
) -> None:
    """What is gone and what is there are what was before; what is there and what has come, what is now."""

    def entry(name: str) -> Entry:
        return Entry(Path(name), {})

    def said(of: dict[str, str]) -> list[Said]:
        return [Said(entry(name), (entry(out),) if out else ()) for name, out in of.items()]

    def rows(of: Sequence[Said]) -> list[tuple[str, str]]:
        return sorted(
            (one.entry.name, person)
            for one in of
            for person in "abc"
            if not any(person in left_out[out.name] for out in one.without)
            and (one.only is None or person in left_out[one.only.name])
        )

    gone, there, come = differing(said(before), said(now))
    assert rows([*gone, *there]) == rows(said(before))
    assert rows([*there, *come]) == rows(said(now))


def test_names_of_what_is_said_name_every_entry() -> None:
    """So that what an edition was merged from stays as long as it does."""
    assert names_in(("0a", "0b-0c", "0d-0e-0f")) == ["0a", "0b", "0c", "0d", "0e", "0f"]
