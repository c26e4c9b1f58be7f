"""Runs that are killed: what lies in the output folder at some moment is all that the next start finds."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.engine.duckdb import DuckDBEngine
from linkage.release import broken_run
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from tests.safety.strikes import write_job

STATEMENTS = ("create", "drop", "write_parquet", "save")


class Killed(BaseException):
    """The process is gone: what it still does is undone by the caller."""


def run(job: Path, *asked: str) -> int:
    """One run, as a user would type it."""
    return exit_code(["run", str(job), *asked, "--quiet"])


@contextmanager
def counted(happens: Callable[[str, str], None]) -> Iterator[None]:
    """Each statement that changes the working tables, by kind and table, and each writing down of whole steps."""

    def told(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(engine: DuckDBEngine, *given: object, **named: object) -> object:
            happens(name, str(given[0]) if given else "")
            return real(engine, *given, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in STATEMENTS:
            patch.setattr(DuckDBEngine, name, told(name, getattr(DuckDBEngine, name)))
        real_write = broken_run.write

        def written(layout: Layout, whole: broken_run.BrokenRun) -> None:
            real_write(layout, whole)
            happens("wrote", whole.last)

        patch.setattr(broken_run, "write", written)
        yield


def killed(job: Path, asked: Sequence[str], at: Callable[[int, str, str], bool]) -> bool:
    """
    Run and kill before the first change for which `at` holds, of its place from 1, its kind and table.

    Gives whether it came to that: otherwise the run has ended well.
    """
    out, frozen = job.parent / "out", job.parent / "out.frozen"
    places = iter(range(1, 10**9))

    def happens(kind: str, table: str) -> None:
        if not frozen.exists() and at(next(places), kind, table):
            shutil.copytree(out, frozen, symlinks=True)
            raise Killed
        if frozen.exists():
            raise Killed

    with counted(happens):
        code = run_until_killed(job, asked)
    if not frozen.exists():
        assert code == 0
        return False
    thaw(out)
    frozen.rename(out)
    return True


def run_until_killed(job: Path, asked: Sequence[str]) -> int | None:
    """The exit code; None when it was killed."""
    try:
        return run(job, *asked)
    except Killed:
        return None


def thaw(folder: Path) -> None:
    """Remove a folder, read-only or not."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)


def changes(job: Path, *asked: str) -> list[tuple[str, str]]:
    """Every change of an undisturbed run, in order."""
    found: list[tuple[str, str]] = []
    with counted(lambda kind, table: found.append((kind, table))):
        assert run(job, *asked) == 0
    return found


def copied(job: Path, folder: Path) -> Path:
    """The job with all that lies beside it; gives its job file."""
    shutil.copytree(job.parent, folder, symlinks=True)
    return folder / job.name


def manifests(job: Path) -> list[Manifest]:
    """Those of every release."""
    layout = Layout(job.parent / "out")
    return [read_manifest(layout.release(number) / NAME) for number in layout.published()]


def everything(job: Path) -> dict[str, object]:
    """
    Every table of every release, of secure/ and of state/kept/, by path; and what the manifests say of them.

    A key's id is drawn at random for each output folder, and is in the digest of the index: that is told by its place.
    """
    out = job.parent / "out"
    found: dict[str, object] = {
        str(path.relative_to(out)): pq.read_table(path, partitioning=None).to_pylist()
        for folder in ("releases", "secure", "state/kept")
        for path in sorted((out / folder).rglob("*.parquet"))
    }
    indexes: dict[str | None, int] = {}
    for one in manifests(job):
        contexts = {
            month: context.model_copy(update={"index": str(indexes.setdefault(context.index, len(indexes)))})
            for month, context in one.contexts.items()
        }
        found[one.release] = {
            "contexts": contexts,
            "stages": [(stage.name, stage.rows_in, stage.rows_out) for stage in one.stages],
            **one.model_dump(
                include={
                    "months",
                    "counts",
                    "struck",
                    "delivery",
                    "made_again",
                    "gates",
                    "scopes",
                    "signed_off_before",
                }
            ),
        }
    return found


def keyed_job(folder: Path, settings: str = "") -> Path:
    """The job of `strikes` with a key that is given, so that two folders of it have the same ids."""
    job = write_job(folder, f'{settings}\n[keys]\npseudonym = "file:secret.key"\n')
    secret = folder / "secret.key"
    secret.write_bytes(bytes(range(7, 71)))
    secret.chmod(0o600)
    return job


def after_a_step(more: int = 0) -> Callable[[int, str, str], bool]:
    """Kills a run when it has made one step more than the run before it, or so many changes later."""
    seen: list[str] = []

    def at(_: int, kind: str, __: str) -> bool:
        seen.append(kind)
        return (
            "save" in seen and "wrote" in seen[seen.index("save") :][: len(seen) - more - seen.index("save")]
        )

    return at


def left(job: Path) -> list[str]:
    """The whole steps that a killed run has written down."""
    found = broken_run.read(Layout(job.parent / "out"))
    return [step.name for step in found.steps] if found else []


def steps_of_kills(job: Path, asked: Sequence[str]) -> list[list[str]]:
    """
    Runs that make one step each and are killed, until one ends well: what each of them has left, as `left` tells it.

    AssertionError when one leaves what another has left before: it would go on like that for ever.
    """
    found: list[list[str]] = []
    while killed(job, asked, after_a_step()):
        published = len(manifests(job))
        stood = [str(published), *left(job)]
        assert stood not in found, stood
        found.append(stood)
    return found
