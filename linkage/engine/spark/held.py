"""What the Spark engine holds under each name, in words that a later session can make the names from again."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from linkage.engine.parquet import OF_MONTH, month_of
from linkage.engine.quote import identifier
from linkage.engine.spark.brief import BRIEF_BYTES
from linkage.engine.spark.files import Folders, address, bytes_in


@dataclass(frozen=True)
class Held:
    """One name. Of these, one is there: a folder of rows with their schema, a query, or files of Parquet."""

    name: str
    folder: str = ""
    schema: str = ""
    query: str = ""
    sources: tuple[str, ...] = ()

    @classmethod
    def of_files(cls, sources: Iterable[Path]) -> "Held":
        """Files of Parquet, named by where they lie: a query that reads them is the same text in a later session."""
        listed = tuple(f"{source.absolute()}" for source in sources)
        return cls(f"parquet_{hashlib.sha256(repr(listed).encode()).hexdigest()[:24]}", sources=listed)

    @property
    def is_table(self) -> bool:
        """Whether it is a table or view of the run's, and no name for files."""
        return not self.sources

    def give_name(self, session: SparkSession, size: int) -> None:
        """
        Let the session know it under its name; `size` are the bytes of its files.

        A small one is read as one part: what is worked out from one part alone is one task, and shuffles nothing.
        """
        if self.query:
            session.sql(f"create or replace temporary view {identifier(self.name)} as {self.query}")
            return
        if self.sources:
            found = reduce(DataFrame.unionByName, (_read(session, Path(one)) for one in self.sources))
        else:
            schema = StructType.fromJson(json.loads(self.schema))
            found = session.read.schema(schema).parquet(address(Path(self.folder)))
        (found.coalesce(1) if size <= BRIEF_BYTES else found).createOrReplaceTempView(self.name)


def size_of(one: Held) -> int:
    """Bytes of the files of a table, or of those that are read under the name; a view has none of its own."""
    if one.folder:
        return bytes_in(Path(one.folder))
    return sum(path.stat().st_size for source in one.sources for path in _files(Path(source)))


def remember(folders: Folders, held: Iterable[Held]) -> None:
    """Write down what is held, in the order in which it was made."""
    folders.remember([asdict(one) for one in held])


def remembered(folders: Folders, session: SparkSession) -> Iterator[Held]:
    """What an earlier session wrote down, each known to this one; as far as the list can be read."""
    listed: Any = folders.remembered()
    for said in listed if isinstance(listed, list) else ():
        try:
            one = Held(**{**said, "sources": tuple(said["sources"])})
        except (TypeError, KeyError):
            return
        one.give_name(session, size_of(one))
        yield one


def _files(source: Path) -> Iterable[Path]:
    return source.rglob("*.parquet") if source.is_dir() else (source,)


def _read(session: SparkSession, source: Path) -> DataFrame:
    """
    What lies in a file or a folder of files; of a folder such as test_month=2026-04 the month, as DuckDB has it.

    No other folder above it says anything, whatever its name: it is the user's own (see parquet.month_of).
    """
    reader, months = session.read, _months(source)
    if months is not None:
        reader = reader.option("basePath", address(months))
    elif source.is_file():
        reader = reader.schema(from_arrow_schema(pq.read_schema(source)))
    return reader.parquet(address(source))


def _months(source: Path) -> Path | None:
    """The folder in which the folder of a source's month lies; None where it is not of a month."""
    if source.name.startswith(OF_MONTH):
        return source.parent
    return None if month_of(source) is None else source.parent.parent
