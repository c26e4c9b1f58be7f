"""
People made by the passes of HESID, against those of a synthetic world: `python -m benchmarks.hesid --work DIR`.

Missed and false matches as PICANet counted them in HESID (Hagger-Johnson 2015): missed, of the records that follow an
earlier one of their person, those given another key; false, of the first records of people, those given a key that
somebody else has. Beside them the seconds of grouping and of the index that follows.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks import machine, options
from benchmarks.table import markdown, write
from benchmarks.world import KEY, SEED, synth_options, world
from linkage.config.load import load_job, load_rules, read_person_rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import make, make_all
from linkage.session.sources import sources
from linkage.steps.index.run import build_index
from linkage.steps.inputs.read import read_inputs
from linkage.steps.people.run import make_people
from linkage.steps.standardise.bearer import borne_place_sql, borne_raw
from linkage.steps.standardise.hospitals import hospital_identities_made, hospital_values_made
from linkage.steps.standardise.raw_rows import RAW_TABLES
from linkage.steps.standardise.run import codes_made

PUBLISHED = ("published for HESID, 88,596 and 77,810", "4.1%", "0.2%", "", "")


def opened(folder: Path, work: Path) -> DuckDBEngine:
    """The files of a world as raw tables; the person key of its truth is read as any job reads it."""
    found = sources(load_job(folder / "job.toml"))
    folders = sorted({file.parent.resolve() for source in found for file in source.files})
    spill = work / "hesid-spill"
    database = work / "hesid.duckdb"
    database.unlink(missing_ok=True)
    engine = DuckDBEngine(Session(folders=(*folders, work, folder / "truth"), database=database, spill=spill))
    read_inputs(engine, found)
    split = (folder / "truth" / "same_person.csv").read_text("ascii").split()[1:]
    engine.load(
        "same_person", {"person_id": "text", "other_person_id": "text"}, [row.split(",") for row in split]
    )
    return engine


def blinded(*, with_local: bool) -> dict[str, str]:
    """The raw tables as people are made from them; `with_local`: with the local patient identifier."""
    if with_local:
        return borne_raw()
    return borne_raw(
        {
            name: f"(select * replace (cast(null as varchar) as local_patient_id) from {table})"
            for name, table in RAW_TABLES.items()
        }
    )


def grouped(engine: Engine, folder: Path, *, with_local: bool) -> tuple[float, float]:
    """Make the people; the seconds of cleaning, which any index needs, and of grouping."""
    raw, dialect = blinded(with_local=with_local), engine.dialect
    start = perf_counter()
    make_all(engine, (*codes_made(), *hospital_values_made(dialect, raw)))
    cleaned = perf_counter()
    engine.create("borne_place", borne_place_sql(dialect, raw))
    make_people(engine, read_person_rules(folder, "hesid"), KEY.pads)
    return cleaned - start, perf_counter() - cleaned


def indexed(engine: Engine, folder: Path) -> float:
    """The seconds of the index of the world's own people."""
    start = perf_counter()
    make(engine, (*codes_made(), *hospital_identities_made(engine.dialect)))
    build_index(engine, load_rules(load_job(folder / "job.toml")), (), KEY.pads)
    return perf_counter() - start


def judged(engine: Engine, *, with_local: bool) -> dict[str, int]:
    """Records, true people, and how many matches are missed and false."""
    each = " union all ".join(
        f"select '{name}' as dataset, raw.file_id, raw.row_number, raw.person_key as true_key,"
        " borne.person_key as bearer"
        f" from {RAW_TABLES[name]} as raw join {rows} as borne using (file_id, row_number)"
        for name, rows in blinded(with_local=with_local).items()
    )
    engine.create(
        "judged",
        f"""
        select coalesce(same.person_id, every.true_key) as true_key,
            coalesce(made.person_id, concat(every.dataset, every.file_id, '-', every.row_number)) as made_key
        from ({each}) as every
        left join same_person as same on same.other_person_id = every.true_key
        left join made_person as made on made.bearer = every.bearer""",
    )
    records, people, made_people, pairs = (
        int(str(n))
        for n in engine.rows("""
        select count(*), count(distinct true_key), count(distinct made_key), count(distinct (true_key, made_key))
        from judged""")[0]
    )
    return {
        "records": records,
        "people": people,
        "missed": pairs - people,
        "false": pairs - made_people,
    }


def page(given: argparse.Namespace) -> Iterator[str]:
    """A table for each size."""
    for people in sorted(given.sizes):
        folder = world(given.work, people, SEED, **synth_options(given.synth))
        engine = opened(folder, given.work)
        index = indexed(engine, folder)
        lines = [PUBLISHED]
        for with_local, name in ((True, "with LOPATID"), (False, "without")):
            clean, group = grouped(engine, folder, with_local=with_local)
            found = judged(engine, with_local=with_local)
            follow = found["records"] - found["people"]
            lines.append(
                (
                    name,
                    f"{found['missed'] / follow:.2%} ({1000 * found['missed'] / found['people']:.1f})",
                    f"{found['false'] / found['people']:.2%} ({1000 * found['false'] / found['people']:.1f})",
                    f"{clean:.1f} + {group:.1f}",
                    f"{group / index:.2f}",
                )
            )
        yield (
            f"{people:,} people, {found['people']:,} of them in HES with {found['records']:,} records; "
            f"index {index:.1f} s; {machine.described()}"
        )
        yield markdown(
            (
                "people made",
                "missed (per thousand people)",
                "false (per thousand people)",
                "s, cleaning + grouping",
                "grouping / index",
            ),
            lines,
        )
        engine.close()
        (given.work / "hesid.duckdb").unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    """Print the tables."""
    given = options.parsed(
        arguments, "benchmarks.hesid", __doc__, "about 5 GB", sizes=(100_000, 1_000_000), synth=()
    )
    write(page(given))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
