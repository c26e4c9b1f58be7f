"""A country is made in pieces: no number twice, the same files however often it was broken off, one world as before."""

import csv
import gzip
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.national import country, piece
from benchmarks.national.next_delivery import came_anew
from benchmarks.national.size import Size
from benchmarks.national.tables import beside_floor, growth, stages_of
from linkage.engine.duckdb import DuckDBEngine
from synthetic.activity.keys import TEST_SPACE, scrambled_sql
from synthetic.draws import Draws, stretch_of_country
from synthetic.people.nhs_numbers import nhs_number_sql
from synthetic.people.postcodes import inward_sql, outward_sql
from synthetic.settings import WorldSettings
from synthetic.tables import tables
from synthetic.world import make_world

PEOPLE = 400
SIZE = Size(3 * PEOPLE / 56_000_000, PEOPLE)
LARGEST = 56_000_000


def digests(folder: Path) -> dict[str, str]:
    """Every file of a country."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country of three pieces, made in one go."""
    folder = tmp_path_factory.mktemp("national") / "country"
    country.make_country(folder, SIZE, 5, maker=piece.make_piece)
    return folder


class BrokenOffError(Exception):
    """The making was ended."""


@pytest.mark.slow
def test_the_same_files_however_often_it_was_broken_off(whole: Path, tmp_path: Path) -> None:
    """After the first piece, in the middle of the second, while files are put together; whole pieces are kept."""
    folder, made = tmp_path / "country", list[int]()

    def breaking(pieces: Path, nth: int, people: int, seed: int) -> Mapping[str, int]:
        if nth == 1 and 1 not in made:
            made.append(1)
            half = pieces / f".{nth:04}.part" / "hes"
            half.mkdir(parents=True)
            (half / "HES_APC_1819.txt.gz").write_bytes(b"half a")
            raise BrokenOffError
        if not piece.is_whole(piece.folder_of(pieces, nth)):
            made.append(nth)
        return piece.make_piece(pieces, nth, people, seed)

    with pytest.raises(BrokenOffError):
        country.make_country(folder, SIZE, 5, maker=breaking)
    told = folder / "pieces" / "0000" / "truth" / "truth.csv"
    told.write_bytes(told.read_bytes()[:-1])  # a byte of it is lost, say by a full disk
    (folder / "hes").mkdir()
    (folder / "hes" / ".HES_APC_1819.txt.gz.part").write_bytes(b"half a file")
    country.make_country(folder, SIZE, 5, maker=breaking)

    assert made == [0, 1, 0, 1, 2]
    assert digests(folder) == digests(whole)
    assert not (folder / "pieces").exists()


@pytest.mark.slow
def test_pieces_made_side_by_side_give_the_same_files(whole: Path, tmp_path: Path) -> None:
    """Two at once, each in a process of its own; when one fails those not begun are not made."""
    folder, begun = tmp_path / "country", list[int]()

    def failing(pieces: Path, nth: int, people: int, seed: int) -> Mapping[str, int]:
        begun.append(nth)
        if nth == 0:
            raise BrokenOffError
        return country.in_a_process(pieces, nth, people, seed)

    with pytest.raises(BrokenOffError):
        country.make_country(folder, SIZE, 5, maker=failing)
    assert begun == [0]
    country.make_country(folder, SIZE, 5, at_once=2)
    assert digests(folder) == digests(whole)


def test_a_folder_of_another_country_is_refused(whole: Path, tmp_path: Path) -> None:
    """Of another seed or size, or of something else."""
    for size, seed in ((SIZE, 6), (Size(6 * PEOPLE / LARGEST, PEOPLE), 5)):
        with pytest.raises(SystemExit, match="another size, seed or format"):
            country.make_country(whole, size, seed, maker=piece.make_piece)
    (tmp_path / "mine.txt").touch()
    with pytest.raises(SystemExit, match="not of a country"):
        country.make_country(tmp_path, SIZE, 5, maker=piece.make_piece)


def test_two_makers_of_one_folder_do_not_meet(tmp_path: Path) -> None:
    """The second is told at once and touches nothing; when the first is done, or died, another goes on."""
    folder, told = tmp_path / "country", list[str]()

    def meanwhile(pieces: Path, nth: int, *_of: int) -> Mapping[str, int]:
        with pytest.raises(SystemExit, match="somebody else is making it"):
            country.make_country(folder, SIZE, 5, maker=piece.make_piece)
        told.append(str(nth))
        assert not pieces.exists()
        raise BrokenOffError

    for _ in range(2):
        with pytest.raises(BrokenOffError):
            country.make_country(folder, SIZE, 5, maker=meanwhile)
    assert told == ["0", "0"]


def rows_of(path: Path, delimiter: str) -> list[dict[str, str]]:
    """The rows of a file with a header, compressed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode().splitlines(), delimiter=delimiter))


def test_imaging_files_come_anew(whole: Path) -> None:
    """Each with a row more, which is its last once again; no other file is touched, and all is as it was after it."""
    before = digests(whole)
    rows = {path: gzip.decompress(path.read_bytes()).splitlines() for path in (whole / "did").glob("*")}
    with came_anew(whole):
        anew = {path: gzip.decompress(path.read_bytes()).splitlines() for path in (whole / "did").glob("*")}
        others = {name: digest for name, digest in digests(whole).items() if not name.startswith("did/")}

    assert rows
    assert anew == {path: [*lines, lines[-1]] for path, lines in rows.items()}
    assert others.items() <= before.items()
    assert digests(whole) == before


def test_no_key_is_borne_twice(whole: Path) -> None:
    """Record keys, people's keys and postcodes are of one piece; accession numbers of one event."""
    for name, key in (("APC", "EPIKEY"), ("OP", "ATTENDKEY"), ("AE", "AEKEY")):
        rows = [row for path in sorted((whole / "hes").glob(f"HES_{name}_*")) for row in rows_of(path, "|")]
        finished = [row for row in rows if row.get("EPISTAT", "3") == "3"]
        assert len({row[key] for row in finished}) == len(finished) > PEOPLE / 4
        holders: dict[str, set[str]] = {}
        for row in rows:
            holders.setdefault(row["NEWNHSNO"], set()).add(row["DOB"][:4])
        assert len(holders) > 2 * PEOPLE / 4
    truth = rows_of(whole / "truth" / "truth.csv", ",")
    assert len({(row["site_code"], row["accession_number"]) for row in truth}) == len(truth)
    assert max(len(row["accession_number"]) for row in truth) == 20
    postcodes = rows_of(whole / "lookups" / "postcode_directory.csv", ",")
    assert len({row["pcds"] for row in postcodes}) == len(postcodes)


@pytest.mark.slow
def test_pieces_share_no_person_and_no_place() -> None:
    """NHS numbers, old ones too, households and addresses, moved to or not, are of one piece alone."""
    seen: dict[str, set[object]] = {}
    for nth in (0, 1, 2):
        engine = DuckDBEngine()
        settings, draws = WorldSettings(people=3_000, seed=9), Draws(9, stretch_of_country(nth, 3_000))
        for table, query in tables(draws, settings).items():
            engine.create(table, query)
            if table == "world_postcode":
                break
        for query in (
            "select nhs_number from world_person union all select old_number from world_old_number",
            "select household from world_household",
            "select postcode_number from world_postcode",
            "select outward || ' ' || inward from world_postcode",
            "select person_id from world_person",
        ):
            found = [row[0] for row in engine.rows(query)]
            assert len(set(found)) == len(found) > 50
            assert not seen.setdefault(query, set()) & set(found)
            seen[query] |= set(found)
        engine.close()


def test_the_whole_country_has_numbers_enough() -> None:
    """The last piece of all has NHS numbers, postcodes and accession numbers, and shares none with the first."""
    size = Size(1.0)
    engine = DuckDBEngine()
    last = Draws(9, stretch_of_country(size.pieces - 1, size.piece_people))
    first = Draws(9, stretch_of_country(0, size.piece_people))
    numbers = [
        {
            row[0]
            for row in engine.rows(f"select nhs_number from ({nhs_number_sql(draws, size.piece_people)})")
        }
        for draws in (first, last)
    ]
    most = (last.stretch.first_household + size.piece_people) // 12 * 101 // 100
    engine.create(
        "postcode",
        f"select count(*) as numbers, count(distinct {outward_sql('range', last)} || {inward_sql('range', last)})"
        f" as codes from range({most - 400_000}, {most})",
    )
    last_test = (LARGEST * 10_000 * 100 + 999_99) * 10 + 9

    assert [len(found) for found in numbers] == [size.piece_people] * 2
    assert not numbers[0] & numbers[1]
    assert {str(number)[0] for number in numbers[1]} == {"5"}
    assert engine.rows("select numbers, codes from postcode") == [(400_000, 400_000)]
    assert last_test < TEST_SPACE
    assert len(str(engine.scalar(f"select {scrambled_sql(str(last_test), 9, TEST_SPACE)}"))) <= 16
    engine.close()


@pytest.mark.slow
def test_the_first_piece_is_the_world_of_the_same_seed() -> None:
    """But for what a country has more of: its people are those of `linkage synth`."""
    kept = "person_number, nhs_number, birth_date, sex, household, postcode_number, ethnic_category"
    found = []
    for draws in (Draws(4), Draws(4, stretch_of_country(0, 1_000))):
        engine = DuckDBEngine()
        for table, query in tables(draws, WorldSettings(people=1_000, seed=4)).items():
            engine.create(table, query)
        found.append(
            [
                engine.rows(f"select {kept} from world_person order by all"),
                engine.rows("select epikey, episode_start from world_episode order by all"),
                engine.rows("select test_number, test_date from world_event order by all"),
            ]
        )
        engine.close()

    assert found[0] == found[1]


GOLDEN = "7e053ddac4d91180420bba001e0fbf3b0800b44676e6f6ab0a8d1e6fa610116d"


def test_a_world_of_its_own_is_as_it_was(tmp_path: Path) -> None:
    """The files of `linkage synth` for settings that were there before, byte for byte."""
    make_world(tmp_path / "w", WorldSettings(people=300, seed=3))
    text = "\n".join(f"{name} {digest}" for name, digest in digests(tmp_path / "w").items())

    assert sha256(text.encode()).hexdigest() == GOLDEN


STAGE = {
    "name": "index",
    "rows_in": 10,
    "rows_out": 20,
    "cpu": 8.0,
    "seconds": 5.0,
    "peak_bytes": 10**9,
    "spill_bytes": 0,
}
FOUND = {"world": {"people": 4_000}, "run": [STAGE], "dmq_2015": [STAGE], "floor": [{**STAGE, "cpu": 4.0}]}
BEFORE = {"world": {"people": 1_000}, "run": [{**STAGE, "cpu": 2.0}], "dmq_2015": [{**STAGE, "cpu": 4.0}]}


def test_tables_say_how_a_stage_grows() -> None:
    """Four times the people, four times the seconds: 1; twice the seconds: a half; nothing without a smaller scale."""
    assert stages_of("run", FOUND, BEFORE).splitlines()[-1] == "| index | 20 | 8.0 | 5.0 | 1.00 |  | 1.00 |"
    assert stages_of("run", FOUND, None).splitlines()[-1].endswith("|  |")
    assert next(beside_floor(FOUND, BEFORE)).splitlines()[-1] == (
        "| index | 8.0 | 4.0 | 2.00 | 5.0 | 5.0 | 1.00 | 1.00 | 0.50 |"
    )
    assert next(beside_floor({**FOUND, "floor": None}, None)) == "floor.sql did not survive."
    assert growth(STAGE, {**STAGE, "cpu": 0.1}, FOUND, BEFORE) == ""
