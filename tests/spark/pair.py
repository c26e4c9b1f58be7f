"""A job twice, once for each engine: the same files, key and commands, and an output folder each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from linkage.cli.main import exit_code
from linkage.release.layout import Layout
from tests.spark.compared import differences, secure_differences

ENGINES = ("duckdb", "spark")
KEY = '\n[keys]\npseudonym = "file:secret.key"\n'


@dataclass(frozen=True)
class Pair:
    """A folder in which `job.toml` lies, from which a job file for each engine is made."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, more: str = "") -> "Pair":
        """The job files, each with an output folder of its engine's name, and `more` at the end."""
        (folder / "secret.key").write_bytes(bytes(range(64)))
        (folder / "secret.key").chmod(0o600)
        plain = (folder / "job.toml").read_text("utf-8") + KEY + more
        for name in ENGINES:
            written = plain.replace('output = "out"', f'output = "{name}"\nengine = "{name}"')
            (folder / f"{name}.toml").write_text(written, "utf-8")
        return cls(folder)

    def job(self, engine: str) -> str:
        """The job file of an engine."""
        return f"{self.folder / engine}.toml"

    def out(self, engine: str) -> Layout:
        """The output of an engine."""
        return Layout(self.folder / engine)

    def both(self, *words: str, place: int = 1) -> None:
        """The same command on each; the job file is its word at `place`."""
        for name in ENGINES:
            asked = [*words[:place], self.job(name), *words[place:]]
            assert exit_code(asked) == 0, (name, words)

    def differences(self, release: str) -> list[str]:
        """How a release of the one differs from that of the other: published, secure, and what strikes go by."""
        first, second = map(self.out, ENGINES)
        found = list(differences(first, second, release))
        return found + list(secure_differences(first.kept_release(release), second.kept_release(release)))

    def links(self, engine: str, month: str) -> Iterator[dict[str, object]]:
        """The links of a month in the current release."""
        folder = self.folder / engine / "current" / "links" / f"test_month={month}"
        yield from pq.read_table(folder, partitioning=None).to_pylist()
