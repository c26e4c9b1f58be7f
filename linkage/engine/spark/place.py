"""Where an engine on Spark works."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class SparkPlace:
    """Which session is asked for, and where it may work."""

    tables: Path
    """Folder of the working tables: every machine of the session reaches it by this path."""
    master: str | None = None
    config: Mapping[str, str] = field(default_factory=dict)
    reader_memory: str | None = None
    """Memory that the reader of one file may use, such as '2GB'."""
    output: Path | None = None
    """A folder in the output folder, not there yet, that the machines reach too; None where the tables lie in that."""
    unsafe_debug: bool = False
    """Let errors of Spark, which quote the data, through to the terminal."""

    @property
    def read(self) -> Path:
        """Where what is read of files lies, if no cache keeps it."""
        return self.tables / "read"
