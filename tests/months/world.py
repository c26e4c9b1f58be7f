"""Two small months as a job's folder, to be changed between runs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from linkage.cli.main import exit_code
from linkage.release.record.manifest import Manifest, read_manifest
from tests.inputs.sample import APC_NAMES, apc_row, did_row, text

MONTHS = ("2019-10", "2019-11")
PEOPLE = 8
TEST_DATE, SITE_DATES, KEY, SEX = 12, (10, 11, 12), 17, 4


def did_rows(month: str) -> list[list[str]]:
    """One event a person in a month, by keys of their own."""
    made = []
    for n in range(PEOPLE):
        row = did_row(n)
        for place in SITE_DATES:
            row[place] = f"{month}-0{n % 9 + 1}"
        row[15], row[KEY] = "", f"{month} {n}"
        made.append(row)
    return made


def hospital_rows() -> list[list[str]]:
    """One episode a person, who has what their event says."""
    made = []
    for n in range(PEOPLE):
        event, row = did_row(n), apc_row(n)
        row[2:6] = event[0], event[2], event[4], event[5]
        made.append(row)
    return made


class World:
    """The folder of a job, and what is in its files."""

    def __init__(self, folder: Path) -> None:
        """Two months and their hospital records; nothing published."""
        self.folder = folder
        self.did = {month: did_rows(month) for month in MONTHS}
        self.hes = hospital_rows()
        self.more = ""
        self.beside: dict[str, str] = {}
        """More files of hospital records, by name."""

    def write(self) -> Path:
        """The files as they are now; gives the job file."""
        for name in ("did", "hes"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)
        for month, rows in self.did.items():
            (self.folder / "did" / f"DID_{month}.csv").write_bytes(text(rows))
        (self.folder / "hes" / "HES_APC.txt").write_bytes(text([APC_NAMES, *self.hes], delimiter="|"))
        for name, content in self.beside.items():
            (self.folder / "hes" / name).write_text(content, "utf-8")
        job = self.folder / "job.toml"
        job.write_text(
            '[job]\nname = "small"\noutput = "out"\n\n[did]\npaths = ["did/*.csv"]\n\n[hes.apc]\n'
            'paths = ["hes/*.txt"]\nperson_id = "TOKEN_PERSON_ID"\n\n[linkage]\nprofile = "dmq_2015"\n'
            + self.more,
            "utf-8",
        )
        return job

    def run(self, *asked: str) -> int:
        """The exit code of a run on what the files are now."""
        return exit_code(["run", str(self.write()), "--quiet", *asked])

    @property
    def manifest(self) -> Manifest:
        """Of the current release."""
        return read_manifest(self.folder / "out" / "current" / "manifest.json")

    def events(self, month: str) -> int:
        """Events that the current release holds of a month."""
        files = self.folder / "out" / "current" / "links" / f"test_month={month}" / "*.parquet"
        return len(found(f"select event_id from read_parquet('{files}')"))


@contextmanager
def copied(begun: Path, folder: Path) -> Iterator[World]:
    """A copy of a world in another folder, whose releases can be removed afterwards."""
    shutil.copytree(begun, folder, symlinks=True, dirs_exist_ok=True)
    yield World(folder)
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)


def released(output: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a published table, in order, without the number of the release."""
    files = output / "current" / table / "*" / "*.parquet"
    besides = "exclude (release)" if table == "links" else ""
    return found(f"select * {besides} from read_parquet('{files}') order by all")


def found(query: str) -> list[tuple[object, ...]]:
    """The rows of a query."""
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()
