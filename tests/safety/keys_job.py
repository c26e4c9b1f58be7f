"""Small jobs about keys: imaging rows and admissions by number of a made-up person, run as a user would."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from linkage.cli.main import exit_code

NUMBERS = ("9990002002", "9990002010", "9990002029", "9990002037", "9990002045", "9990002053", "9990002061")
"""Valid NHS numbers of the test range, one a person."""
STAY_NAMES = "EPISTART|EPIEND|EPIORDER|EPISTAT|ADMIDATE|PROCODET|PROVSPNOPS"
APC_NAMES = f"EPIKEY|NEWNHSNO|DOB|SEX|HOMEADD|TOKEN_PERSON_ID|{STAY_NAMES}"


def did_row(
    person: int, accession: str, *, day: str = "2019-11-01", site: str = "RZ101", **known: str
) -> str:
    """An imaging row of person `person`; `known` replaces number, born or postcode."""
    number, born, postcode = (known.get("number", NUMBERS[person]), known.get("born", f"196{person}-07-01"),
                              known.get("postcode", f"LF{person + 1} 1EY"))  # fmt: skip
    waits = f"{day},{day},{day},XCHES,,{day}"
    return f"{number},01,{born},A,1,{postcode},C81002,01,C8727808,RZ1,{waits},{site},{accession}"


def apc_row(
    person: int, *, episode: str | None = None, person_key: str | None = None, spell: str = "S"
) -> str:
    """An admission of person `person` in November 2019."""
    who = person_key or f"P{person}"
    stay = f"2019-11-01|2019-11-07|1|3|2019-11-01|RZ1|{spell}"
    return f"{episode or f'E{person}'}|{NUMBERS[person]}|196{person}-07-01|1|LF{person + 1} 1EY|{who}|{stay}"


def write_job(
    folder: Path, did: Mapping[str, Iterable[str]], apc: Iterable[str] | None = None, settings: str = ""
) -> Path:
    """The job file of a new folder: `did` by file name; admissions, of all seven people unless given."""
    (folder / "did").mkdir(parents=True)
    for name, rows in did.items():
        write_did(folder, name, rows)
    admissions = [apc_row(person) for person in range(len(NUMBERS))] if apc is None else apc
    (folder / "apc.txt").write_text("\n".join([APC_NAMES, *admissions]) + "\n", "utf-8")
    job = folder / "job.toml"
    job.write_text(
        '[job]\nname = "keys"\n[did]\npaths = ["did/*.csv"]\n[hes.apc]\npaths = ["apc.txt"]\n'
        f'{settings}\n[linkage]\nprofile = "dmq_2015"\n[outputs]\ninclude_source_keys = true\n',
        "utf-8",
    )
    return job


def write_did(folder: Path, name: str, rows: Iterable[str]) -> None:
    """A file of imaging rows in the job's folder."""
    (folder / "did" / name).write_text("\n".join(rows) + "\n", "utf-8")


def run(job: Path, *more: str, month: str = "2019-11") -> int:
    """`linkage run` as a user types it."""
    return exit_code(["run", str(job), "--month", month, "--quiet", *more])


def published(job: Path, query: str) -> list[tuple[object, ...]]:
    """A query on the current release, whose tables are links, events, pathways and statistics."""
    out = job.parent / "out" / "current"
    with duckdb.connect() as connection:
        for table in ("links", "events", "pathways", "statistics"):
            connection.execute(
                f"create view {table} as select * from read_parquet('{out}/{table}/**/*.parquet', union_by_name = true,"
                " hive_partitioning = true, hive_types_autocast = false)"
            )
        return connection.execute(query).fetchall()


def secure(job: Path, name: str, columns: str) -> list[tuple[object, ...]]:
    """Columns of a table of the current release's secure folder, in their order."""
    number = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))["release"]
    file = job.parent / "out" / "secure" / number / f"{name}.parquet"
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from '{file}' order by all").fetchall()


def counts(job: Path) -> dict[str, int]:
    """The counts of the current release's manifest."""
    found: dict[str, int] = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))[
        "counts"
    ]
    return found
