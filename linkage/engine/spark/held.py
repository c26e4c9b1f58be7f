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

from linkage.engine.quote import identifier
from linkage.engine.spark.files import Folders, address


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

    def give_name(self, session: SparkSession) -> None:
        """Let the session know it under its name."""
        if self.query:
            session.sql(f"create or replace temporary view {identifier(self.name)} as {self.query}")
            return
        if self.sources:
            found = reduce(DataFrame.unionByName, (_read(session, Path(one)) for one in self.sources))
        else:
            schema = StructType.fromJson(json.loads(self.schema))
            found = session.read.schema(schema).parquet(address(Path(self.folder)))
        found.createOrReplaceTempView(self.name)


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
        one.give_name(session)
        yield one


def _read(session: SparkSession, source: Path) -> DataFrame:
    """What lies in a file or a folder of files, with what the names of partition folders above it say."""
    reader, base = session.read, _unpartitioned(source)
    if base == source and source.is_file():
        reader = reader.schema(from_arrow_schema(pq.read_schema(source)))
    return (reader if base == source else reader.option("basePath", address(base))).parquet(address(source))


def _unpartitioned(source: Path) -> Path:
    """The folder above the first partition folder of a path; the path itself when it has none."""
    whole = [source, *source.parents]
    return next((above.parent for above in reversed(whole) if "=" in above.name), source)
