"""Which Java Spark is started with, and what is said where there is none; nothing here needs Spark."""

from pathlib import Path

import pytest

from linkage.engine.spark import session as spark_session
from linkage.engine.spark.described import described
from linkage.engine.spark.session import java_version, refuse_java, refuse_missing
from linkage.errors import ConfigError


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\n', 17),
        ('openjdk version "21" 2023-09-19\n', 21),
        ('java version "1.8.0_402"\n', 8),
        ('Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "11.0.2" 2019-01-15\n', 11),
        ("no such thing\n", None),
    ],
)
def test_the_version_that_a_java_tells(told: str, version: int | None) -> None:
    """As each of them writes it, whatever stands before."""
    assert java_version(told) == version


def java(folder: Path, told: str) -> Path:
    """A home of Java whose program says this."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho '{told}' >&2\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ('openjdk version "17.0.1"', None),
        ('openjdk version "11.0.1"', "is Java 11; Spark needs Java 17 or later"),
        ("hello", "does not tell its version"),
    ],
)
def test_a_java_that_spark_cannot_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, refused: str | None
) -> None:
    """It is named, and what is needed."""
    monkeypatch.setenv("JAVA_HOME", f"{java(tmp_path, told)}")
    if refused is None:
        refuse_java()
        return
    with pytest.raises(ConfigError, match=refused):
        refuse_java()


@pytest.mark.parametrize("home", ["", "nowhere"])
def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    """Neither on the path nor where JAVA_HOME says."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    monkeypatch.setenv("JAVA_HOME", f"{tmp_path / home}" if home else "")

    with pytest.raises(ConfigError, match=r"there is no Java in .*; Spark needs Java 17"):
        refuse_java()


def test_no_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that it comes with is named."""
    monkeypatch.setattr(spark_session, "find_spec", lambda _name: None)

    with pytest.raises(ConfigError, match=r'the extra "spark" of this program: pip install'):
        refuse_missing()


class Told:
    """A session that has been told what jobs are called, and remembers all of it; or one that has ended."""

    def __init__(self, *, has_ended: bool = False) -> None:
        """The user calls jobs of their own something."""
        self.names: list[str | None] = ["the user's"]
        self.has_ended = has_ended

    @property
    def sparkContext(self) -> "Told":  # noqa: N802 - Spark's own name
        """Where the name stands."""
        if self.has_ended:
            raise AttributeError
        return self

    def getLocalProperty(self, _name: str) -> str | None:  # noqa: N802
        """What is called so now."""
        return self.names[-1]

    def setLocalProperty(self, _name: str, value: str | None) -> None:  # noqa: N802
        """What is called so from now on."""
        self.names.append(value)


def test_jobs_are_called_by_what_is_done() -> None:
    """Within the block, also where it fails; then as before."""
    told = Told()
    with pytest.raises(KeyError), described(told, "making table links"):  # type: ignore[arg-type, unused-ignore]
        raise KeyError

    assert told.names == ["the user's", "making table links", "the user's"]


def test_a_session_that_has_ended_has_no_jobs() -> None:
    """What was the matter with the work is not hidden by that."""
    with pytest.raises(KeyError), described(Told(has_ended=True), "x"):  # type: ignore[arg-type, unused-ignore]
        raise KeyError
