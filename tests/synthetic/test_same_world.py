"""One world in every stored shape, as typed Parquet and in other spellings is one release, number by number."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.reading.opened_release import open_release
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from synthetic.files.did import DID
from synthetic.settings import WorldSettings
from synthetic.shapes.stored import STORED, write_stored
from synthetic.shapes.typed_parquet import write_typed, write_typed_did
from synthetic.world import make_world
from tests.synthetic.other_spellings import SPELT, write_hospital, write_imaging

KEY = "LINKAGE_TEST_KEY"
EVERY = (
    "nhs_number, birth_date, sex, postcode, gp_practice, source_setting, referrer, request_date, received_date, "
    "test_date, report_date, imaging_code_nicip, imaging_code_snomed, site_code, accession_number"
)
ROWS = (
    "9990000018,01,1950-03-04,A,1,AB1 2CD,A81001,03,C1234567,RXX,2019-10-01,2019-10-02,2019-11-05,CHEST,399208008,"
    "2019-11-20,RXX01,ACC1\n"
    "9990000026,01,1951-03-04,A,2,AB1 2CD,A81001,05,,RXX,,,2019-11-06,CHEST,,,RXX01,\n"
    "9990000026,01,1951-03-04,A,2,AB1 2CD,A81001,05,,RXX,,,2019-11-06,CHEST,,,RXX01,ACC2,\n"
    ",,,,,,,04,,,,,2019-11-07,,16310003,,RXX02,ACC3\n"
)
"""A whole row, one without its key, one with a field too many, and one of nobody."""
BY_DAY = ("ncras_csv", "typed", "as spreadsheets write")
"""The farthest from the usual form, whose release is made by day; the rows of each are read then."""


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine in memory."""
    opened = DuckDBEngine(Session(threads=2))
    yield opened
    opened.close()


def read(engine: DuckDBEngine, path: Path, layout: str) -> list[list[tuple[object, ...]]]:
    """Rows of a file as the raw table has them, and what was set aside."""
    read_inputs(engine, [Source("did", (path,), ",", {}, None, (), path.parent, layout=layout)])
    return [
        engine.rows(f"select {EVERY} from did_raw order by row_number"),
        engine.rows("select reason, count(*) from quarantine group by all order by 1"),
    ]


@pytest.mark.parametrize("shape", sorted(STORED))
def test_rows_are_the_same(engine: DuckDBEngine, tmp_path: Path, shape: str) -> None:
    """Every field that linking and waits rest on, and every row set aside for its reason."""
    (tmp_path / "v1.csv").write_text(ROWS, "utf-8")
    write_stored(tmp_path / "v1.csv", shape, tmp_path / "stored.csv")
    usual = read(engine, tmp_path / "v1.csv", "did_v1_csv")

    assert [len(rows) for rows in usual] == [2, 2]
    assert read(engine, tmp_path / "stored.csv", shape) == usual


def test_typed_rows_are_the_same(engine: DuckDBEngine, tmp_path: Path) -> None:
    """But for the row that no table can hold, and for leading zeros, which are put back where codes are read."""
    (tmp_path / "v1.csv").write_text(ROWS, "utf-8")
    write_typed_did(tmp_path / "v1.csv", tmp_path / "typed.parquet")
    rows, aside = read(engine, tmp_path / "v1.csv", "did_v1_csv")
    typed, left = read(engine, tmp_path / "typed.parquet", "did_v1_csv")
    setting = EVERY.split(", ").index("source_setting")

    assert [(*row[:setting], str(row[setting])[1:], *row[setting + 1 :]) for row in rows] == typed
    assert [reason for reason in aside if reason[0] != "field_count"] == left


class Worlds:
    """A world, and its release in each form, made as they are asked for."""

    def __init__(self, folder: Path) -> None:
        """The world in the usual form."""
        self.folder = folder
        self.world = folder / "did_v1_csv"
        make_world(
            self.world, WorldSettings(people=1_500, seed=7, impossible_dates=0.0, events_per_person_month=0.2)
        )
        self.released: dict[str, dict[str, list[tuple[object, ...]]]] = {}

    def release(self, form: str) -> dict[str, list[tuple[object, ...]]]:
        """The tables of its release in a form, each as rows in order."""
        if form not in self.released:
            self.released[form] = self._made(form)
        return self.released[form]

    def _made(self, form: str) -> dict[str, list[tuple[object, ...]]]:
        home = self.folder / form
        if form != "did_v1_csv":
            shutil.copytree(self.world, home, ignore=shutil.ignore_patterns("out", "did"))
            (home / "did").mkdir(exist_ok=True)
        for path in sorted((self.world / "did").glob("*.csv")) if form != "did_v1_csv" else ():
            if form in STORED:
                write_stored(path, form, home / "did" / path.name)
            elif form in SPELT:
                write_imaging(path, home / "did" / path.name, form)
            else:
                write_typed_did(path, home / "did" / f"{path.stem}.parquet")
        for path in sorted((self.world / "hes").glob("*.txt")) if form in SPELT else ():
            write_hospital(path, home / "hes" / path.name, form)
        options = ["--set", "linkage.profile=dmq_2015", "--set", f"keys.pseudonym=env:{KEY}"]
        if form in STORED:
            options += ["--set", f"did.layout={form}"]
        if form == "typed":
            options += ["--set", "did.paths=did/*.parquet"]
            for name in ("apc", "op", "ae"):
                options += ["--set", f"hes.{name}.paths=hes/HES_{name.upper()}_*.parquet"]
            for path in sorted((home / "hes").glob("*.txt")):
                write_typed(path, path.with_suffix(".parquet"), delimiter="|")
        assert exit_code(["run", str(home), "--month", "2019-11", "--quiet", *options]) == 0
        opened = open_release(home / "out")
        return {
            name: sorted((repr(row),) for row in opened.table(name).fetchall())
            for name in ("events", "links", "pathways", "spells")
        }


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """All of them, with one key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEY, "5f3a9c1e77b2d4086ac1f0e2b3954d7788c6a1b0d9e2f431")
        yield Worlds(tmp_path_factory.mktemp("worlds"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    [
        form
        if form in BY_DAY
        else pytest.param(form, marks=pytest.mark.night("tests/synthetic/test_same_world.py"))
        for form in (*sorted(STORED), "typed", *SPELT)
    ],
)
def test_a_release_is_the_same(worlds: Worlds, form: str) -> None:
    """Events, links, pathways and spells, every value of every row."""
    usual, other = worlds.release("did_v1_csv"), worlds.release(form)

    assert len(usual["links"]) > 100 and len(usual["pathways"]) > 100
    for name, rows in usual.items():
        assert other[name] == rows, name
    assert len(DID) == 18
