"""
A year of deliveries: what lies in the folder of a job after each, for tests and for whoever wants to try a year.

    python -m synthetic.year DIR --people 2000 --seed 1 --delivery 1

brings DIR to the state after the first delivery; run the job, then the same with `--delivery 2`. In an installed
program the module is `linkage.synthetic.year`.
"""

import argparse
import json
import shutil
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import literal
from linkage.errors import LinkageError

from .deliveries.changes import Change
from .deliveries.folder import bring
from .deliveries.newcomers import refuse_too_few
from .deliveries.rows import ONES, make_changes, row_tables
from .deliveries.settings import YearSettings
from .draws import Draws
from .tables import tables
from .world import session

FORMAT = 2
"""Raised when the same settings come to give other files."""

YEAR = "year.json"


@dataclass(frozen=True)
class Year:
    """The deliveries of a year, kept in a folder of their own."""

    settings: YearSettings
    kept: Path

    @property
    def told(self) -> object:
        """The settings and format as files tell them."""
        return {"format": FORMAT, **asdict(self.settings)}

    def deliver(self, delivery: int, folder: Path) -> tuple[str, ...]:
        """
        Bring `folder` to the state after a delivery, 1 to `settings.last`, from that after any other or from nothing.

        Gives the files written or taken away, by path. A job.toml that is there is left as it is. ConfigError for
        a number that the year lacks, or a folder with something else in it.
        """
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        engine = DuckDBEngine(Session(folders=(self.kept, folder)))
        try:
            for name in ONES:
                source = literal(str(self.kept / f"{name}.parquet"))
                engine.connection.execute(f"create view {name} as select * from read_parquet({source})")
            return bring(engine, self.settings, delivery, folder, self.told)
        finally:
            engine.close()

    def changes(self, delivery: int) -> tuple[Change, ...]:
        """What a delivery changes, in counts; kinds, changes and months without any are left out."""
        engine = DuckDBEngine(Session(folders=(self.kept,)))
        try:
            found = engine.rows(
                f"""select kind, change, coalesce(month, month_before), count(*)
                from read_parquet({literal(str(self.kept / "change.parquet"))})
                where delivery = {delivery} group by all order by all"""
            )
        finally:
            engine.close()
        return tuple(
            Change(str(kind), str(change), None if month is None else str(month), int(str(rows)))
            for kind, change, month, rows in found
        )


def deliveries(kept: Path, settings: YearSettings) -> Year:
    """
    The deliveries of `settings`, made in the folder `kept` unless they lie there already.

    The same settings give the same bytes. ConfigError when the world has too few events to look like, ResourceError
    when the disk fills up; then nothing is kept.
    """
    year = Year(settings, kept.resolve())
    told = json.dumps(year.told, indent=2, sort_keys=True) + "\n"
    if (year.kept / YEAR).exists() and (year.kept / YEAR).read_text("utf-8") == told:
        return year
    year.kept.mkdir(parents=True, exist_ok=True)
    (year.kept / YEAR).unlink(missing_ok=True)
    work = year.kept / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    engine = DuckDBEngine(session(year.kept, work))
    try:
        draws = Draws(settings.seed)
        made = {**tables(draws, settings.world), **row_tables(draws, settings)}
        for table, query in made.items():
            engine.create(table, query)
        refuse_too_few(
            settings,
            engine.count("select count(*) from alike"),
            engine.count("select count(*) from newcomer"),
        )
        make_changes(engine, settings)
        for name in ONES:
            target = literal(str(year.kept / f"{name}.parquet"))
            order = "order by file, key, place, since" if name == "sent_row" else "order by all"
            engine.connection.execute(f"copy (select * from {name} {order}) to {target} (format parquet)")
    finally:
        engine.close()
        shutil.rmtree(work, ignore_errors=True)
    (year.kept / YEAR).write_text(told, "utf-8", newline="\n")
    return year


def main(arguments: list[str]) -> int:
    """Bring a folder to the state after a delivery and say what it changes; the exit code of the program's errors."""
    parser = argparse.ArgumentParser(prog="python -m synthetic.year", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "directory", type=Path, metavar="DIR", help="folder of the job; the rows are kept in DIR/year"
    )
    parser.add_argument("--delivery", type=int, default=1, help="bring DIR to the state after this one (1)")
    for field in fields(YearSettings):
        kind = int if field.name in {"people", "seed"} or "int" in str(field.type) else type(field.default)
        default = {"people": 2_000, "seed": 1}.get(field.name, field.default)
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", type=kind, default=default, help=f"({default})"
        )
    given = vars(parser.parse_args(arguments))
    directory, delivery = given.pop("directory"), given.pop("delivery")
    try:
        year = deliveries(directory / "year", YearSettings(**given))
        files = year.deliver(delivery, directory)
    except LinkageError as problem:
        sys.stderr.write(f"{problem}\n")
        return problem.exit_code
    sys.stdout.write(f"delivery {delivery}: {len(files)} files written or taken away\n")
    for found in year.changes(delivery):
        of_month = f" of {found.month}" if found.month else ""
        sys.stdout.write(f"  {found.kind}: {found.rows:,} {found.change}{of_month}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
