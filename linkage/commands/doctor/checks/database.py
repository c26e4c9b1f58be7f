"""database: it opens, computes, and reaches no file outside its folders."""

from importlib.metadata import version
from pathlib import Path

from linkage.commands.doctor.check import Check, Subject
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError, IntegrityError, LinkageError


def database(_: Subject) -> str:
    """Its version; it is asked for this very file, which is in none of its folders."""
    try:
        engine = DuckDBEngine(Session())
    except Exception as problem:  # noqa: BLE001 - whatever keeps it from opening
        raise ConfigError(
            f"DuckDB does not open ({type(problem).__name__}); install it again with the lock file in requirements/"
        ) from None
    try:
        engine.scalar("select 1")
        try:
            engine.scalar(f"select count(*) from read_text('{Path(__file__).as_posix()}')")
        except LinkageError:
            return f"DuckDB {version('duckdb')} opens and is locked down"
        raise IntegrityError("DuckDB reads outside its folders; do not use this installation")
    finally:
        engine.close()


CHECK = Check(
    name="database",
    place=300,
    meaning="The database opens, computes, and reaches no file outside its folders.",
    look=database,
)
